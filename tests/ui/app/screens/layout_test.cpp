#include "ui/app/screens/key_bar_layout.hpp"
#include "ui/app/screens/paint.hpp"
#include "ui/app/screens/site_grid.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

using namespace stapel::app;

namespace {

bool overlap(const Box& a, const Box& b) {
    return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

/// Every character is one wide; a Cyrillic one has two bytes.
float characters(std::string_view text) {
    return static_cast<float>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

TEST_CASE("sites stand in a form that suits their number") {
    struct Form {
        int sites, columns, rows;
    };
    constexpr std::array forms{Form{1, 1, 1}, Form{2, 2, 1}, Form{4, 2, 2},  Form{6, 3, 2},  Form{8, 4, 2},
                               Form{9, 3, 3}, Form{12, 4, 3}, Form{16, 4, 4}, Form{24, 6, 4}, Form{32, 8, 4}};
    for (const auto& form : forms) {
        CAPTURE(form.sites);
        const auto shape = grid_shape(form.sites, 1248, 480);
        CHECK(shape.columns == form.columns);
        CHECK(shape.rows == form.rows);
    }
}

TEST_CASE("tiles of 1 to 32 sites lie in their room, in whole pixels, apart from each other") {
    const Box room{16, 70, 1248, 427};
    constexpr float gap = 12;
    for (int sites = 1; sites <= 32; ++sites) {
        CAPTURE(sites);
        const auto boxes = site_grid(sites, room, gap);
        REQUIRE(boxes.size() == static_cast<std::size_t>(sites));
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            CHECK(boxes[i].x >= room.x);
            CHECK(boxes[i].right() <= room.right());
            CHECK(boxes[i].y >= room.y);
            CHECK(boxes[i].bottom() <= room.bottom());
            CHECK(boxes[i].x == std::floor(boxes[i].x));
            CHECK(boxes[i].width == boxes.front().width);
            for (std::size_t j = 0; j < i; ++j) CHECK_FALSE(overlap(boxes[i].inset(-gap / 2 + 1), boxes[j].inset(-gap / 2 + 1)));
        }
    }
}

TEST_CASE("keys stand in one row as long as they fit") {
    const std::vector<KeyWidths> keys(12, KeyWidths{.one_line = 130, .two_lines = 95});
    const auto layout = [&](float width) { return key_bar_layout(keys, width, 4); };
    CHECK(layout(1604).rows == 1);
    CHECK_FALSE(layout(1604).two_lines);
    CHECK(layout(1603).rows == 1);
    CHECK(layout(1603).two_lines);
    CHECK(layout(1183).rows == 2);
    CHECK_FALSE(layout(1183).two_lines);
    CHECK(layout(700).two_lines);
}

TEST_CASE("text is broken at spaces and line ends, a long word anywhere") {
    const auto broken = [](std::string_view text, float width) { return broken_into_lines(text, width, characters); };
    using Lines = std::vector<std::string>;
    CHECK(broken("в красный лоток", 9) == Lines{"в красный", "лоток"});
    CHECK(broken("в красный лоток", 100) == Lines{"в красный лоток"});
    CHECK(broken("одна\nдве три", 7) == Lines{"одна", "две три"});
    CHECK(broken("лоток", 2) == Lines{"ло", "то", "к"});
    CHECK(broken("лоток", 0) == Lines{"л", "о", "т", "о", "к"});
    CHECK(broken("а\u00A0б в", 3) == Lines{"а\u00A0б", "в"});
    CHECK(broken("", 5) == Lines{""});
}
