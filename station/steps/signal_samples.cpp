#include "station/steps/signal_samples.hpp"

#include "fixtures/modem/modem.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stapel::steps {
namespace {

constexpr int patience_factor = 3;

int dbm_of(const run::StepContext& context, int csq) {
    return context.text("scale") == "SIMCom" ? modem::dbm_simcom(csq) : modem::dbm_3gpp(csq);
}

}  // namespace

std::vector<int> sample_signal(run::StepContext& context, const AskCsq& ask) {
    const auto wanted = static_cast<std::size_t>(context.number("samples", ""));
    const auto over = context.duration("over");
    const auto pause = over / static_cast<Duration::rep>(std::max<std::size_t>(wanted, 1));
    std::vector<int> samples;
    for (std::size_t tries = 0; samples.size() < wanted && tries < patience_factor * wanted; ++tries) {
        context.pause(pause);
        if (const auto csq = ask()) samples.push_back(*csq);
        context.progress(static_cast<std::int64_t>(samples.size()), static_cast<std::int64_t>(wanted), "item");
    }
    std::ranges::sort(samples);
    return samples;
}

int median_of(const std::vector<int>& samples) { return samples[(samples.size() - 1) / 2]; }

void measure_signal(run::StepContext& context, const std::vector<int>& samples) {
    context.measure("samples", static_cast<double>(samples.size()));
    if (samples.empty()) throw Failure(Code::no_signal, "a CSQ from 0 to 31 expected, 99 found every time");
    const int median = median_of(samples);
    context.measure("csq", static_cast<double>(median));
    context.measure("rssi_dbm", static_cast<double>(dbm_of(context, median)));
    context.measure("spread", static_cast<double>(samples.back() - samples.front()));
}

}  // namespace stapel::steps
