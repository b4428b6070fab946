// What a scan means, and which site it is for.
#include "ui/app/model/key_of.hpp"
#include "ui/app/model/scan_code.hpp"
#include "ui/app/model/site_for_label.hpp"

#include <catch2/catch.hpp>

using namespace stapel;
using namespace stapel::app;

namespace {

template <typename Kind>
int site_commanded(std::string_view code) {
    const auto command = command_of_code(code);
    REQUIRE(command.has_value());
    const auto* kind = std::get_if<Kind>(&*command);
    REQUIRE(kind != nullptr);
    return kind->site;
}

const run::Label label{.imei = {}, .iccid = {}, .serial = "S000017"};

/// Sites 1 to n in those states.
Snapshot station_in(const std::vector<SiteState>& states) {
    Snapshot snapshot;
    int number = 0;
    for (const auto state : states) {
        auto& site = snapshot.sites.emplace_back();
        site.site = ++number;
        site.state = state;
    }
    return snapshot;
}

int chosen_for(const Snapshot& snapshot, int chosen) {
    const auto* site = site_for_label(snapshot, chosen);
    return site == nullptr ? 0 : site->site;
}

}  // namespace

TEST_CASE("Every command code commands, for the chosen site or the one it names") {
    CHECK(site_commanded<StartRun>("STAPEL-START") == 0);
    CHECK(site_commanded<StartRun>("STAPEL-RETRY-4") == 4);
    CHECK(site_commanded<StopRun>("STAPEL-STOP-32") == 32);
    CHECK(site_commanded<Scrap>("STAPEL-SCRAP") == 0);
    CHECK(site_commanded<Acknowledge>("STAPEL-ACK-1") == 1);
}

TEST_CASE("What only looks like a command code is none") {
    for (const auto* text : {"", "STAPEL-", "STAPEL-GO", "STAPEL-STOP-", "STAPEL-STOP-0", "STAPEL-STOP--1", "STAPEL-STOP-1X",
                             "STAPEL-STOPPED", "STAPEL-ACK-99999999999", "S000017", " STAPEL-ACK"})
        CHECK_FALSE(command_of_code(text).has_value());
}

TEST_CASE("Spaces and small letters change no code") {
    CHECK(tidied(" s000017\r\n") == "S000017");
    CHECK(tidied("stapel-ack-2") == "STAPEL-ACK-2");
    CHECK(tidied(" \t").empty());
}

TEST_CASE("A unit is looked for by the serial of its label, else by IMEI, else by ICCID") {
    CHECK(key_of({"863703001234567", "8970101123456789012", "S000017"}) == "S000017");
    CHECK(key_of({"863703001234567", "8970101123456789012", ""}) == "863703001234567");
    CHECK(key_of({"", "8970101123456789012", ""}) == "8970101123456789012");
}

TEST_CASE("A label goes to the chosen site when that is free, else to the first free one") {
    using enum SiteState;
    CHECK(chosen_for(station_in({empty, empty, empty}), 2) == 2);
    CHECK(chosen_for(station_in({running, manual, pass, empty}), 1) == 3);
    CHECK(chosen_for(station_in({running, manual}), 1) == 0);
    CHECK(chosen_for(station_in({running, empty}), 9) == 2);
}

TEST_CASE("A site whose verdict nobody has acknowledged takes no label") {
    auto snapshot = station_in({SiteState::fail, SiteState::empty});
    snapshot.sites[0].must_acknowledge = true;
    CHECK(chosen_for(snapshot, 1) == 2);
    snapshot.sites.pop_back();
    CHECK(chosen_for(snapshot, 1) == 0);
}

TEST_CASE("A module that is at a site already is found there") {
    auto snapshot = station_in({SiteState::running, SiteState::ready, SiteState::pass});
    snapshot.sites[0].serial = "S000017";
    CHECK(site_of_module(snapshot, label, 2)->site == 1);
    CHECK(site_of_module(snapshot, label, 1)->site == 1);
    snapshot.sites[0].serial = "S000018";
    snapshot.sites[1].next_label = label;
    CHECK(site_of_module(snapshot, label, 1)->site == 2);
    CHECK(site_of_module(snapshot, label, 2) == nullptr);
    snapshot.sites[1].next_label.reset();
    snapshot.sites[2].serial = "S000017";
    CHECK(site_of_module(snapshot, label, 1) == nullptr);
    CHECK(site_of_module(snapshot, {}, 1) == nullptr);
}

TEST_CASE("Only a module under a closed lid, which nothing is known of, is started by its label") {
    SiteSnapshot site;
    site.state = SiteState::ready;
    site.jig.occupied = site.jig.lid_closed = true;
    CHECK(waits_for_start(site));
    site.jig.lid_closed = false;
    CHECK_FALSE(waits_for_start(site));
    site.jig.lid_closed = true;
    site.state = SiteState::pass;
    CHECK_FALSE(waits_for_start(site));
}
