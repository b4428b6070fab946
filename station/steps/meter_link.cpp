#include "station/steps/catalogue.hpp"
#include "station/steps/link_diagnosis.hpp"

#include <fmt/format.h>

#include <optional>

namespace stapel::steps {
namespace {

meter::Bcc wanted_bcc(const run::StepContext& context) {
    return context.text("bcc") == "xor" ? meter::Bcc::exclusive_or : meter::Bcc::sum;
}

/// Plays the meter until the module tells its link, at most for `within` and `grace`: late is told from never.
const run::HeardLine* await_link(run::StepContext& context, MeterPlay& play, Console& console) {
    const auto patience = context.duration("within") + context.duration("grace");
    play.serve(context.clock().now() + context.tempo().answer_wait(patience), [&] {
        console.poll();
        return console.heard("link") != nullptr;
    });
    return console.heard("link");
}

double link_time_ms(const module::ConsoleLine& line) {
    if (const auto ms = plan::parse_quantity(line.value("ms"))) return ms->value;
    throw Failure(Code::console_garbled, "@link ms=" + line.value("ms"));
}

void count(run::StepContext& context, const meter::IecMeterCounters& counters) {
    context.measure("sign_ons", static_cast<double>(counters.sign_ons));
    context.measure("parity_errors", static_cast<double>(counters.parity_errors));
    context.measure("wrong_blocks", static_cast<double>(counters.wrong_blocks));
}

/// A password of another order that the module still has.
void hide_foreign_password(run::StepContext& context, const meter::IecMeterCounters& counters) {
    const bool is_factorys = counters.last_password == settings::factory_profile().text("meter_password");
    if (counters.wrong_passwords > 0 && !is_factorys) context.hide(counters.last_password);
}

}  // namespace

void meter_link(run::StepContext& context) {
    context.jig_command("ROUT:MET:LOOP OFF");
    Console console(context, Console::From::last_step);
    MeterPlay play(context);
    play.exchange_meter(wanted_bcc(context));
    const auto* heard = await_link(context, play, console);
    const auto& counters = play.counters();
    hide_foreign_password(context, counters);
    count(context, counters);
    context.prove_jig();
    if (heard == nullptr) diagnose_link(context, play, console);
    const auto line = heard->line;
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
