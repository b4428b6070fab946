#include "tests/ui/app/support/sample_sites.hpp"
#include "ui/app/window/site_beside.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace stapel::app;
using namespace stapel::app::test;

namespace {

/// Sites 1 to 5, as tiles in rows of three.
struct Grid {
    Grid() {
        for (int site = 1; site <= 5; ++site) {
            snapshot.sites.push_back(site_in(SiteState::empty, site));
            const int place = site - 1;
            widgets.push_back({.name = "site-" + std::to_string(site),
                               .x = static_cast<float>(place % 3 * 110), .y = static_cast<float>(place / 3 * 90),
                               .width = 100, .height = 80, .text = {}});
        }
    }
    [[nodiscard]] std::optional<int> from(int site, Key arrow) const {
        return site_beside(snapshot, widgets, site, arrow);
    }

    Snapshot snapshot;
    std::vector<Widget> widgets;
};

}  // namespace

TEST_CASE("left and right go through the numbers and stop at both ends") {
    const Grid grid;
    CHECK(grid.from(1, Key::right) == 2);
    CHECK(grid.from(3, Key::right) == 4);  // on to the next row
    CHECK(grid.from(4, Key::left) == 3);
    CHECK(grid.from(1, Key::left) == std::nullopt);
    CHECK(grid.from(5, Key::right) == std::nullopt);
}

TEST_CASE("numbers need not follow each other") {
    Grid grid;
    grid.snapshot.sites.erase(grid.snapshot.sites.begin() + 1);
    CHECK(grid.from(1, Key::right) == 3);
    CHECK(grid.from(2, Key::right) == std::nullopt);  // there is no such site
}

TEST_CASE("up and down stay in the column") {
    const Grid grid;
    CHECK(grid.from(1, Key::down) == 4);
    CHECK(grid.from(5, Key::up) == 2);
    CHECK(grid.from(3, Key::down) == std::nullopt);  // nothing below
    CHECK(grid.from(4, Key::down) == std::nullopt);
    CHECK(grid.from(2, Key::up) == std::nullopt);
}

TEST_CASE("up and down take the nearest of several rows") {
    Grid grid;
    grid.snapshot.sites.push_back(site_in(SiteState::empty, 6));
    grid.widgets.push_back({.name = "site-6", .x = 0, .y = 180, .width = 100, .height = 80, .text = {}});
    CHECK(grid.from(1, Key::down) == 4);
    CHECK(grid.from(4, Key::down) == 6);
    CHECK(grid.from(6, Key::up) == 4);
}

TEST_CASE("without tiles only left and right lead anywhere, and other keys nowhere") {
    Grid grid;
    grid.widgets.clear();
    CHECK(grid.from(1, Key::down) == std::nullopt);
    CHECK(grid.from(1, Key::right) == 2);
    CHECK(grid.from(1, Key::tab) == std::nullopt);
}
