#include "fixtures/meter/meter_types.hpp"
#include "station/run/fixture_file.hpp"
#include "tests/station/plan/files.hpp"

#include <catch2/catch.hpp>

using namespace stapel;
using Lines = std::vector<std::string>;

namespace {

run::LoadedFixture load_text(std::string_view text) {
    const plan::test::Folder folder;
    return run::load_fixture(folder.write("fixture.yaml", text));
}

Lines lines(std::string_view text) { return plan::test::lines_of(load_text(text).problems); }

/// A fixture file with these lines more and one site.
Lines lines_with(const std::string& more) {
    return lines("fixture: bench\n" + more + "\nsites: [{site: 1, control: 'pty:1.control'}]\n");
}

Lines site_lines(const std::string& sites) { return lines("fixture: bench\nsites:\n" + sites); }

}  // namespace

TEST_CASE("a fixture file comes back whole") {
    const plan::test::Folder folder;
    const auto loaded = run::load_fixture(folder.write(
        "fixture.yaml", "fixture: bench\nstation: ST-1\nvirtual: true\nspeed: 50\nsites:\n"
                        "  - {site: 1, control: \"pty:1.control\", host: \"serial:/dev/ttyUSB0\", modem: \"serial:path=1-1.4\",\n"
                        "     meter: \"tcp:127.0.0.1:4001\"}\n"
                        "  - {site: 3, control: \"pty:3.control\"}\n"
                        "shared: {gsm_modem: \"pty:gsm_modem\", label_printer: \"tcp:127.0.0.1:9100\"}\n"));
    CHECK(plan::test::lines_of(loaded.problems).empty());
    REQUIRE(loaded.fixture);
    const auto& fixture = *loaded.fixture;
    CHECK((fixture.name == "bench" && fixture.station == "ST-1" && fixture.virtual_ && fixture.speed == 50));
    REQUIRE(fixture.sites.size() == 2);
    CHECK((fixture.sites[0].site == 1 && fixture.sites[1].site == 3));
    CHECK(fixture.sites[0].channels == std::map<std::string, std::string>{{"control", "pty:1.control"},
                                                                          {"host", "serial:/dev/ttyUSB0"},
                                                                          {"modem", "serial:path=1-1.4"},
                                                                          {"meter", "tcp:127.0.0.1:4001"}});
    CHECK((fixture.shared.size() == 2 && fixture.shared.at("gsm_modem") == "pty:gsm_modem"));
    CHECK(fixture.directory + "/fixture.yaml" == folder.path("fixture.yaml"));
}

TEST_CASE("what is left out has its default") {
    const auto fixture = load_text("fixture: bench\nsites: [{site: 1, control: 'pty:1.control'}]\n").fixture;
    REQUIRE(fixture);
    CHECK_FALSE(fixture->station.empty());
    CHECK((!fixture->virtual_ && fixture->speed == 1.0 && fixture->shared.empty()));
}

TEST_CASE("speed is for virtual fixtures and within its range") {
    CHECK(lines_with("speed: 10") == Lines{"2:8 expected no speed without `virtual: true`, found speed: remove it: real "
                                           "modules take their own time"});
    CHECK(lines_with("virtual: false\nspeed: 10").size() == 1);
    CHECK(lines_with("virtual: true\nspeed: 0.1").empty());
    CHECK(lines_with("virtual: true\nspeed: 1000").empty());
    for (const char* speed : {"0.05", "1001", "fast", "'50'", "-1", "nan", "inf", "50x", "[50]"})
        CHECK(lines_with(std::string("virtual: true\nspeed: ") + speed).size() == 1);
    CHECK(lines_with("virtual: maybe\nspeed: 10") ==
          Lines{"2:10 expected true or false, found \"maybe\": write one of these, without quotes"});
}

TEST_CASE("unknown and missing keys are found") {
    CHECK(lines("{}") == Lines{"1:1 expected the key fixture, found none: add `fixture:` with the fixture's name",
                               "1:1 expected the key sites, found none: add `sites:` with the list of sites"});
    CHECK(lines_with("sped: 1") == Lines{"2:1 expected a key of a fixture file, found \"sped\": write speed instead"});
    CHECK(lines_with("shared: {printer: 'pty:p'}").size() == 1);
    CHECK(lines_with("station: 5") == Lines{"2:10 expected the station's name as text, found the number 5: put it in quotes"});
    CHECK(lines_with("station: ''") == Lines{"2:10 expected the station's name, found an empty text: give it a name"});
    CHECK(lines("fixture: bench\nsites: []\n") == Lines{"2:8 expected at least one site, found an empty list: add a line `- "
                                                       "{site: 1, control: ...}`"});
    CHECK(lines("").size() == 1);
}

TEST_CASE("sites have a number of their own and a control channel") {
    CHECK(site_lines("  - {control: 'pty:a'}\n") ==
          Lines{"3:5 expected the key site, found none: add `site:` with the site's number, from 1"});
    CHECK(site_lines("  - {site: 1, host: 'pty:a'}\n") ==
          Lines{"3:5 expected the key control, found none: add `control:` with the address of the jig's controller"});
    CHECK(site_lines("  - {site: 0, control: 'pty:a'}\n").size() == 1);
    CHECK(site_lines("  - {site: 1, control: 'pty:a'}\n  - {site: 1, control: 'pty:b'}\n") ==
          Lines{"4:12 expected each site number once, found 1 again: number the sites 1, 2, 3 ..."});
    CHECK(site_lines("  - {site: 1, control: 'pty:a', hosts: 'pty:b'}\n") ==
          Lines{"3:33 expected a key of a site, found \"hosts\": write host instead"});
}

TEST_CASE("addresses can be parsed and belong to one channel") {
    CHECK(site_lines("  - {site: 1, control: 'com1'}\n").size() == 1);
    CHECK(site_lines("  - {site: 1, control: 5}\n") ==
          Lines{"3:24 expected the address of control as text, found the number 5: put it in quotes"});
    CHECK(site_lines("  - {site: 1, control: 'pty:a'}\n  - {site: 2, control: 'pty:b', host: 'pty:a'}\n") ==
          Lines{"4:39 expected an address of its own for every channel, found \"pty:a\" again: correct it or the one in line "
                "3"});
    CHECK(lines_with("shared: {gsm_modem: 'pty:1.control'}").size() == 1);
}

TEST_CASE("a jig may be on USBTMC, and only a bootloader on USB itself") {
    CHECK(site_lines("  - {site: 1, control: 'usbtmc:1-1.3', dfu: 'usb:0483:df11@1-1.2'}\n").empty());
    CHECK(site_lines("  - {site: 1, control: 'usbip:h:3240/1-1', dfu: 'usbip:h:3240/2-1'}\n").empty());
    const Lines wrong =
        site_lines("  - {site: 1, control: 'usb:0483:df11@1-1.2', host: 'usbip:h:3240/1-1', dfu: 'pty:a'}\n");
    REQUIRE(wrong.size() == 3);
    CHECK(wrong[0].find("serial:, pty:, tcp:, usbtmc: or usbip:") != std::string::npos);
    CHECK(wrong[1].find("serial:, pty: or tcp:, found") != std::string::npos);
    CHECK(wrong[2].find("usb: or usbip:, found") != std::string::npos);
}

TEST_CASE("a site may say in which meter its module sits") {
    const auto fixture = load_text("fixture: bench\nsites:\n"
                                   "  - {site: 1, control: 'pty:a', meter: 'pty:b', optical_meter: 'CE308 СПОДЭС'}\n"
                                   "  - {site: 2, control: 'pty:c', meter: 'pty:d'}\n")
                             .fixture;
    REQUIRE(fixture);
    REQUIRE(fixture->sites[0].optical_meter != nullptr);
    CHECK(fixture->sites[0].optical_meter->name == "CE308 SPODES");
    CHECK(fixture->sites[1].optical_meter == nullptr);
    CHECK(fixture->sites[0].channels.size() == 2);  // a type is no address
}

TEST_CASE("a meter's type must be known and its port be wired") {
    const Lines unknown = site_lines("  - {site: 1, control: 'pty:a', meter: 'pty:b', optical_meter: CE999}\n");
    REQUIRE(unknown.size() == 1);
    CHECK(unknown[0].starts_with("3:64 expected CE201, CE207, "));
    CHECK(unknown[0].ends_with(" or CE102M, found \"CE999\": write one of these types"));
    CHECK(site_lines("  - {site: 1, control: 'pty:a', optical_meter: CE301}\n") ==
          Lines{"3:48 expected optical_meter beside a meter channel, found no channel meter: add `meter:` with the address "
                "of the optical probe"});
    CHECK(site_lines("  - {site: 1, control: 'pty:a', meter: 'pty:b', optical_meter: 301}\n") ==
          Lines{"3:64 expected the type of a meter as text, found the number 301: put it in quotes"});
}
