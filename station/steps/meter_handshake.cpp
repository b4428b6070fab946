#include "station/steps/catalogue.hpp"
#include "station/steps/link_diagnosis.hpp"
#include "station/steps/link_watch.hpp"
#include "station/steps/meter_counter.hpp"
#include "station/steps/power_cycle.hpp"

#include <fmt/format.h>

namespace stapel::steps {
namespace {

std::string_view word_of(meter::SpokenProtocol protocol) {
    switch (protocol) {
        case meter::SpokenProtocol::iec: return "iec";
        case meter::SpokenProtocol::dlms: return "dlms";
        case meter::SpokenProtocol::none: break;
    }
    return "none";
}

std::string_view word_of(std::optional<meter::Bcc> bcc) {
    if (!bcc) return "none";
    return *bcc == meter::Bcc::sum ? "sum" : "xor";
}

/// The baud character of `4800`; the catalogue lets no other words through than those of mode C (protocols 1.2).
char speed_named(std::string_view word) {
    char character = '0';
    while (fmt::format("{}", meter::baud_of(character)) != word) ++character;
    return character;
}

meter::PortProtocol protocol_named(std::string_view word, meter::Bcc bcc) {
    if (word == "dlms") return meter::PortProtocol::dlms;
    if (word != "iec") return meter::PortProtocol::automatic;
    return bcc == meter::Bcc::sum ? meter::PortProtocol::iec_sum : meter::PortProtocol::iec_exclusive_or;
}

PlayedPort chosen_port(const run::StepContext& context) {
    const meter::Bcc bcc = chosen_bcc(context);
    return {.bcc = bcc,
            .protocol = protocol_named(context.text("protocol"), bcc),
            .start_speed = speed_named(context.text("start_speed")),
            .working_speed = speed_named(context.text("working_speed"))};
}

void measure_time(run::StepContext& context, std::string_view name, std::optional<Duration> real) {
    if (real) context.measure(name, static_cast<double>(to_ms(context.tempo().module_time(*real))));
}

void measure(run::StepContext& context, const meter::HandshakeValues& values) {
    measure_time(context, "first_frame", values.first_frame);
    measure_time(context, "shortest_reaction", values.shortest_reaction);
    measure_time(context, "longest_reaction", values.longest_reaction);
    measure_time(context, "longest_gap", values.longest_gap);
    context.measure("characters", static_cast<double>(values.characters));
    context.measure("wrong_parity", static_cast<double>(values.wrong_parity));
    context.measure("good_frames", static_cast<double>(values.good_messages));
    context.measure("bad_frames", static_cast<double>(values.bad_messages));
    context.measure("repeated_frames", static_cast<double>(values.repeated));
    context.measure("baud", static_cast<double>(values.baud.value_or(0)));
    context.measure("bcc", std::string(word_of(values.bcc)));
    context.measure("protocol", std::string(word_of(values.protocol)));
}

/// Plays the meter until the module has handed over what the meter's display is to show.
void await_display_value(run::StepContext& context, MeterPlay& play) {
    const auto deadline = context.clock().now() + context.tempo().answer_wait(context.duration("display_within"));
    play.serve(deadline, [&] { return play.meter().module_value().has_value(); });
    const auto& value = play.meter().module_value();
    context.measure("display_value", value ? fmt::format("{:08X}", value->value) : std::string("none"));
}

}  // namespace

// The whole start is watched from the power on: what a module does wrong before it is ready counts as well.
void meter_handshake(run::StepContext& context) {
    if (const auto* real = context.optical_meter())
        throw Failure(Code::channel_unusable,
                      fmt::format("the module's own meter port expected as the channel meter, the optical port of a {} found: "
                                  "what the module says to its meter can only be measured where the station plays the meter",
                                  real->name));
    context.facts().dialogue.frames_are_a_result = true;
    power_cycle(context);
    Console console(context, Console::From::module_start);
    MeterPlay play(context);
    play.exchange_meter(chosen_port(context));
    release_reset(context);
    await_ready(context, play, console);
    const auto* link = await_link(context, play, console);
    if (link == nullptr) {
        measure(context, play.meter().handshake());
        context.prove_jig();
        diagnose_link(context, play, console);
    }
    judge_link(context, play, *link);
    await_display_value(context, play);
    const auto told = check_energies(play);
    context.measure("energy", told.total);
    context.measure("values", static_cast<double>(told.compared));
    measure(context, play.meter().handshake());
    context.prove_jig();
}

}  // namespace stapel::steps
