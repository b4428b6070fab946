#include "station/steps/meter_counter.hpp"

#include "station/steps/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace stapel::steps {
namespace {

constexpr std::string_view answer = "the answer to COUNTER";
constexpr std::array<std::string_view, 5> labels{"E:", "T1:", "T2:", "T3:", "T4:"};  // protocols 5.6
constexpr int kept_decimals = 7;  // of the meter's energies in kWh
constexpr int dlms_decimals = 3;  // registers count Wh (protocols 2.8)

std::optional<std::string> value_of(const std::vector<std::string>& lines, std::string_view label) {
    const auto found = std::ranges::find_if(lines, [&](const std::string& line) { return line.starts_with(label); });
    if (found == lines.end()) return std::nullopt;
    return found->substr(label.size());
}

/// What a meter could serve while it was asked: its energies grow.
struct Served {
    std::uint64_t least = 0, most = 0;
};

/// The total, then the tariffs. A meter cuts before it adds, or afterwards.
std::vector<Served> served_between(const meter::TariffEnergies& before, const meter::TariffEnergies& after, int decimals) {
    std::vector<Served> served(1);
    for (std::size_t tariff = 0; tariff < before.size(); ++tariff) {
        served.push_back({meter::energy_cut(before.at(tariff), decimals), after.at(tariff)});
        served.front().least += served.back().least;
        served.front().most += served.back().most;
    }
    return served;
}

std::string in_kwh(std::uint64_t steps) { return meter::energy_text(steps, kept_decimals); }

void check(std::string_view what, const Served& served, const std::optional<std::string>& told) {
    const auto steps = told ? meter::energy_in(*told) : std::nullopt;
    if (!steps || *steps < served.least || *steps > served.most)
        throw Failure(Code::meter_values_differ,
                      fmt::format("{} {} to {} kWh served, {} found in {}", what, in_kwh(served.least), in_kwh(served.most),
                                  told.value_or("nothing"), answer));
}

int decimals_of(const meter::Meter& meter) {
    return meter.handshake().protocol == meter::SpokenProtocol::dlms ? dlms_decimals : meter.data().iec.decimals;
}

}  // namespace

ToldEnergies check_energies(MeterPlay& play) {
    const auto before = play.meter().data().imported;
    const auto lines = play.text("COUNTER 0");
    const auto served = served_between(before, play.meter().data().imported, decimals_of(play.meter()));
    // The head lines (protocols 5.6, dialect 2).
    play.check_told(lines[0], lines.size() > 1 ? lines[1] : std::string(), answer);
    for (std::size_t index = 0; index < labels.size(); ++index)
        check(labels.at(index), served.at(index), value_of(lines, labels.at(index)));
    return {.total = value_of(lines, labels.front()).value_or(""), .compared = labels.size()};
}

void meter_counter(run::StepContext& context) {
    MeterPlay play(context);
    const auto told = check_energies(play);
    context.measure("energy", told.total);
    context.measure("values", static_cast<double>(told.compared));
    context.prove_jig();
}

}  // namespace stapel::steps
