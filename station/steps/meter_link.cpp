#include "station/steps/catalogue.hpp"
#include "station/steps/link_diagnosis.hpp"
#include "station/steps/link_watch.hpp"

namespace stapel::steps {
namespace {

void count(run::StepContext& context, const meter::IecMeterCounters& counters) {
    context.measure("sign_ons", static_cast<double>(counters.sign_ons));
    context.measure("parity_errors", static_cast<double>(counters.parity_errors));
    context.measure("wrong_blocks", static_cast<double>(counters.wrong_blocks));
}

}  // namespace

void meter_link(run::StepContext& context) {
    context.jig_command("ROUT:MET:LOOP OFF");
    Console console(context, Console::From::last_step);
    MeterPlay play(context);
    play.exchange_meter({.bcc = chosen_bcc(context)});
    const auto* heard = await_link(context, play, console);
    const auto& counters = play.counters();
    count(context, counters);
    context.prove_jig();
    if (heard == nullptr) diagnose_link(context, play, console);
    judge_link(context, play, *heard);
    play.reach_module();  // the steps that ask it have no time for the pause before
}

}  // namespace stapel::steps
