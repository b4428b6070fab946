#include "ui/app/model/local_day.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <ctime>

using namespace stapel;
using namespace stapel::app;

namespace {

void stand_in(const char* zone) {
    setenv("TZ", zone, 1);
    tzset();
}

}  // namespace

TEST_CASE("A day begins where the station stands") {
    const UtcTime evening(std::chrono::seconds(1'795'556'487));  // 2026-11-24T21:41:27Z
    stand_in("UTC0");
    CHECK(rfc3339(local_midnight(evening)) == "2026-11-24T00:00:00.000Z");
    stand_in("MSK-3");
    CHECK(rfc3339(local_midnight(evening)) == "2026-11-24T21:00:00.000Z");
    stand_in("EST5");
    CHECK(rfc3339(local_midnight(evening)) == "2026-11-24T05:00:00.000Z");
}

TEST_CASE("A day that changes to summer time has begun in winter time") {
    stand_in("CET-1CEST,M3.5.0,M10.5.0/3");
    const UtcTime after(std::chrono::seconds(1'774'785'600));  // 2026-03-29T12:00:00Z
    CHECK(rfc3339(local_midnight(after)) == "2026-03-28T23:00:00.000Z");
}
