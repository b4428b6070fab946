#include "station/steps/link_watch.hpp"

#include "station/steps/link_diagnosis.hpp"

#include <fmt/format.h>

namespace stapel::steps {
namespace {

/// Plays the meter until the console has said `key`, at most for that nominal time; null when it did not.
const run::HeardLine* await_line(run::StepContext& context, MeterPlay& play, Console& console, std::string_view key,
                                 Duration nominal) {
    play.serve(context.clock().now() + context.tempo().answer_wait(nominal), [&] {
        console.poll();
        return console.heard(key) != nullptr;
    });
    return console.heard(key);
}

/// A password of another order that the module still has.
void hide_foreign_password(run::StepContext& context, const MeterPlay& play) {
    const auto& factory = settings::factory_profile();
    const auto& iec = play.counters();
    if (iec.wrong_passwords > 0 && iec.last_password != factory.text("meter_password")) context.hide(iec.last_password);
    const auto& dlms = play.associations();
    if (dlms.wrong_secrets > 0 && dlms.last_password != factory.text("dlms_password")) context.hide(dlms.last_password);
}

double link_time_ms(const module::ConsoleLine& line) {
    if (const auto ms = plan::parse_quantity(line.value("ms"))) return ms->value;
    throw Failure(Code::console_garbled, "@link ms=" + line.value("ms"));
}

}  // namespace

meter::Bcc chosen_bcc(const run::StepContext& context) {
    return context.text("bcc") == "xor" ? meter::Bcc::exclusive_or : meter::Bcc::sum;
}

void await_ready(run::StepContext& context, MeterPlay& play, Console& console) {
    if (await_line(context, play, console, "ready", context.duration("ready_within")) == nullptr)
        throw Failure(Code::boot_not_ready, "no @ready on the console");
}

const run::HeardLine* await_link(run::StepContext& context, MeterPlay& play, Console& console) {
    const auto patience = context.duration("within") + context.duration("grace");
    const auto* heard = await_line(context, play, console, "link", patience);
    hide_foreign_password(context, play);
    return heard;
}

void judge_link(run::StepContext& context, const MeterPlay& play, const run::HeardLine& heard) {
    const auto line = heard.line;
    const auto ms = link_time_ms(line);
    context.measure("link_time", ms);
    context.measure("meter_type", line.value("type"));
    context.measure("meter_serial", line.value("serial"));
    context.facts().meter_serial = line.value("serial");
    if (const auto within = context.duration("within"); ms > static_cast<double>(to_ms(within)))
        throw link_failure(Code::meter_late, fmt::format("the link within {} s expected, after {:.1f} s found",
                                                         to_ms(within) / 1000, ms / 1000));
    play.check_told(line.value("type"), line.value("serial"), "@link");
}

}  // namespace stapel::steps
