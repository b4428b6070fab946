#include "fixtures/module/status.hpp"
#include "station/steps/catalogue.hpp"
#include "station/steps/console.hpp"
#include "station/steps/meter_play.hpp"

#include <fmt/format.h>

namespace stapel::steps {
namespace {

constexpr int registration_field = 4;
constexpr auto between_questions = std::chrono::seconds(1);

/// What the module told of its way into the network.
struct Search {
    module::Status last{};
    bool signal_seen = false;

    [[nodiscard]] module::Registered registered() const {
        return last.lcd ? module::registered_by(*last.lcd) : module::Registered::none;
    }
    [[nodiscard]] bool done(bool wants_ip) const {
        return registered() == module::Registered::yes && (!wants_ip || last.ip_obtained.value_or(false));
    }
};

/// A module by NIDD has no IP.
bool wants_ip(const run::StepContext& context) { return context.prepared().profile.text("mode") != "nidd"; }

Search search(run::StepContext& context, MeterPlay& play, Console& console) {
    const auto within = context.duration("within");
    const auto start = context.clock().now(), deadline = start + context.tempo().answer_wait(within);
    Search found;
    while (true) {
        found.last = status_of(play.ask_good(module::Command::extended_status));
        found.signal_seen |= csq_heard(found.last).has_value();
        console.poll();
        if (found.done(wants_ip(context)) || context.clock().now() >= deadline) return found;
        const auto passed = context.tempo().module_time(context.clock().now() - start);
        context.progress(to_ms(passed) / 1000, to_ms(within) / 1000, "s");
        play.serve(std::min(deadline, context.clock().now() + context.tempo().planned(between_questions)));
    }
}

/// Never registered: the first cause that explains it.
[[noreturn]] void blame(const run::StepContext& context, const Search& found, const Console& console) {
    const auto seconds = to_ms(context.duration("within")) / 1000;
    if (found.registered() == module::Registered::no_sim) throw Failure(Code::sim_absent, "the module says that it has no SIM");
    if (!found.signal_seen) throw Failure(Code::no_signal, fmt::format("CSQ 99 in every status of {} s", seconds));
    if (console.heard_fault("net_denied"))
        throw Failure(Code::registration_denied, "the console says @fault code=net_denied");
    throw Failure(Code::not_registered, fmt::format("registered within {} s expected, still searching found, CSQ {}", seconds,
                                                    csq_heard(found.last).value_or(99)));
}

/// From `@ready` to `@net`, as far as the console was listened to; else to now.
double registration_time_s(const run::StepContext& context, const Console& console) {
    const auto* net = console.heard("net");
    const auto end = net != nullptr ? net->at : context.clock().now();
    const auto start = context.facts().dialogue.ready.value_or(end);
    return static_cast<double>(to_ms(context.tempo().module_time(end - start))) / 1000;
}

std::string rat_of(const Search& found, const Console& console) {
    if (const auto* net = console.heard("net")) return net->line.value("rat");
    return module::lcd_meaning(registration_field, module::lcd_fields(*found.last.lcd)[registration_field]);
}

}  // namespace

void module_registration(run::StepContext& context) {
    Console console(context, Console::From::last_step);
    MeterPlay play(context);
    const auto found = search(context, play, console);
    context.prove_jig();
    if (found.registered() != module::Registered::yes) blame(context, found, console);
    context.measure("registration_time", registration_time_s(context, console));
    context.measure("rat", rat_of(found, console));
    context.measure("ip_obtained", found.last.ip_obtained.value_or(false));
}

}  // namespace stapel::steps
