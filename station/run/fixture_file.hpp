#pragma once

#include "station/plan/plan.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace stapel::meter {
struct MeterType;
}

namespace stapel::run {

/// A site's channels by name (`control`, `host`, `modem`, `meter`, `dfu`), each with its address.
struct SiteWiring {
    int site = 0;
    std::map<std::string, std::string> channels;
    /// Key `optical_meter`: the module sits in a meter of this type, and the `meter` channel is that meter's optical
    /// port. Null = the channel is the module's own meter port, on which the station plays the meter.
    const meter::MeterType* optical_meter = nullptr;
};

/// `fixture.yaml` (DESIGN 6.5).
struct FixtureFile {
    std::string name;
    std::string station;  ///< default: the host's name
    bool virtual_ = false;
    double speed = 1.0;
    std::vector<SiteWiring> sites;              ///< at least one, numbers unique, from 1
    std::map<std::string, std::string> shared;  ///< `gsm_modem`, `label_printer`
    std::string directory;                      ///< of the file; relative addresses start here
    std::string releases;  ///< folder of the releases that this station may flash; empty: the station's usual one
};

struct LoadedFixture {
    std::optional<FixtureFile> fixture;  ///< only when there are no problems
    std::vector<plan::Problem> problems;
};

/// Reads and checks a fixture file; finds every mistake in one pass. Does not throw on bad input.
[[nodiscard]] LoadedFixture load_fixture(const std::string& file);

}  // namespace stapel::run
