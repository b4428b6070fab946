#include "fixtures/modem/modem.hpp"
#include "station/steps/catalogue.hpp"
#include "station/steps/signal_samples.hpp"
#include "station/steps/transceiver.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stapel::steps {
namespace {

constexpr int reference_samples = 5;
constexpr auto between_samples = std::chrono::milliseconds(100);
constexpr auto reference_patience = std::chrono::seconds(5);

/// The reference modem's median; all sites want it, so it is held for a moment only.
int read_reference(run::StepContext& context) {
    auto instrument = context.instrument("gsm_modem", context.duration("reference_within"));
    instrument.stream->configure({.baud = 115200, .parity = transport::Parity::none});
    modem::AtClient at(*instrument.stream, context.clock(), context.stop(), context.tempo());
    at.wake(reference_patience);
    std::vector<int> samples;
    for (int count = 0; count < reference_samples; ++count) {
        context.pause(between_samples);
        if (const auto csq = modem::read_csq(at)) samples.push_back(*csq);
    }
    if (samples.empty()) throw Failure(Code::reference_unusable, "a CSQ from 0 to 31 expected, 99 found every time");
    std::ranges::sort(samples);
    return median_of(samples);
}

/// A modem beside the jig that cannot be read is the jig's trouble, whatever an AT client calls it, and only when the plan
/// asks for the comparison. A fixture without one, and somebody else who holds it too long, have codes of their own.
std::optional<int> read_reference_if_wanted(run::StepContext& context) {
    const bool demanded = context.has_limit("reference_csq") || context.has_limit("difference");
    try {
        return read_reference(context);
    } catch (const Failure& failure) {
        const bool has_own_code = failure.code() == Code::instrument_leased || failure.code() == Code::channel_missing;
        if (demanded && has_own_code) throw;
        if (demanded) throw Failure(Code::reference_unusable, failure.detail());
        context.log("info", fmt::format("no reference signal: {}", failure.detail()));
        return std::nullopt;
    }
}

}  // namespace

// The host in reset leaves the transceiver registered, so it is asked in the state in which it serves the meter.
void modem_rssi(run::StepContext& context) {
    auto at = wake_transceiver(context, context.duration("patience"));
    const auto samples = sample_signal(context, [&] { return modem::read_csq(at); });
    measure_signal(context, samples);
    if (const auto reference = read_reference_if_wanted(context)) {
        context.measure("reference_csq", static_cast<double>(*reference));
        context.measure("difference", static_cast<double>(median_of(samples) - *reference));
    }
    context.prove_jig();
}

}  // namespace stapel::steps
