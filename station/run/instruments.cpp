#include "station/run/instruments.hpp"

#include <utility>

namespace stapel::run {
namespace {

constexpr auto open_time = std::chrono::seconds(2);

}  // namespace

Instruments::Instruments(int site, const FixtureFile& fixture, LeaseBroker& broker, const Clock& clock,
                         transport::Tape& tape)
    : site_(site), fixture_(fixture), broker_(broker), clock_(clock), tape_(tape) {}

bool Instruments::has(std::string_view name) const { return fixture_.shared.contains(std::string(name)); }

LeasedInstrument Instruments::lease(const std::string& name, const std::string& reason, TimePoint deadline,
                                    std::stop_token stop) {
    auto lease = broker_.acquire(name, {site_, reason}, deadline, stop);
    auto stream = transport::open_stream(fixture_.shared.at(name), fixture_.directory, clock_.now() + open_time, stop);
    return {std::move(lease), transport::recorded(std::move(stream), name, tape_)};
}

std::vector<std::string> shared_instruments(const FixtureFile& fixture) {
    std::vector<std::string> names;
    for (const auto& [name, address] : fixture.shared) names.push_back(name);
    return names;
}

}  // namespace stapel::run
