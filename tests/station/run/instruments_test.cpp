#include "station/base/failure.hpp"
#include "station/run/instruments.hpp"
#include "tests/fixtures/transport/pty_master.hpp"

#include <catch2/catch.hpp>

#include <optional>

using namespace stapel;
using namespace stapel::run;
using namespace std::chrono_literals;

namespace {

/// Two sites of one station with one modem between them.
struct TwoSites {
    transport::PtyMaster device;
    FixtureFile fixture = with_modem(device.address());
    LeaseBroker broker{shared_instruments(fixture)};
    transport::Tape tape_1{system_clock()}, tape_2{system_clock()};
    Instruments site_1{1, fixture, broker, system_clock(), tape_1}, site_2{2, fixture, broker, system_clock(), tape_2};

    static FixtureFile with_modem(const std::string& address) {
        FixtureFile file;
        file.shared["gsm_modem"] = address;
        return file;
    }
};

}  // namespace

TEST_CASE("a leased instrument is open, on the run's own tape, and given back at the end of its scope") {
    TwoSites sites;
    {
        const auto leased = sites.site_1.lease("gsm_modem", "step signal", system_clock().now(), {});
        leased.stream->write(bytes_of("AT\r"), system_clock().now() + 1s, {});
        CHECK(sites.broker.queue("gsm_modem").at(0).site == 1);
        CHECK(sites.broker.queue("gsm_modem").at(0).reason == "step signal");
    }
    CHECK(sites.broker.queue("gsm_modem").empty());
    REQUIRE(sites.tape_1.entries().size() == 1);
    CHECK(sites.tape_1.entries()[0].channel == "gsm_modem");
    CHECK(sites.tape_2.entries().empty());
    CHECK_NOTHROW(sites.site_2.lease("gsm_modem", "step signal", system_clock().now(), {}));
}

TEST_CASE("a second site learns who holds the instrument that it does not get in time") {
    TwoSites sites;
    const auto leased = sites.site_1.lease("gsm_modem", "step signal", system_clock().now(), {});
    try {
        (void)sites.site_2.lease("gsm_modem", "step signal", system_clock().now(), {});
        FAIL("the instrument is taken");
    } catch (const Failure& failure) {
        CHECK(failure.code() == Code::instrument_leased);
        CHECK(failure.detail() == "gsm_modem is held by site 1: step signal");
    }
}

TEST_CASE("an instrument that cannot be opened is given back") {
    TwoSites sites;
    sites.fixture.shared["gsm_modem"] = "pty:/nowhere";
    CHECK_THROWS_AS(sites.site_1.lease("gsm_modem", "step signal", system_clock().now(), {}), Failure);
    CHECK(sites.broker.queue("gsm_modem").empty());
}

TEST_CASE("a fixture tells which instruments it has") {
    const TwoSites sites;
    CHECK(sites.site_1.has("gsm_modem"));
    CHECK_FALSE(sites.site_1.has("label_printer"));
}
