#include "station/steps/catalogue.hpp"
#include "station/steps/console.hpp"
#include "station/steps/power_cycle.hpp"

#include <fmt/format.h>

#include <optional>

namespace stapel::steps {
namespace {

constexpr auto boot_settle_time = std::chrono::milliseconds(500);

/// Follows the console of a module from its reset on. Listens before the module can speak.
class BootWatch {
public:
    explicit BootWatch(run::StepContext& context) : context_(context), console_(context, Console::From::module_start) {}

    /// The module's time begins: call right before its reset is released.
    void begin() { start_ = context_.clock().now(); }

    /// The next well-formed line; none when the wait that began at the start is over.
    std::optional<module::ConsoleLine> next(Duration nominal) {
        return console_.next(start_ + context_.tempo().answer_wait(nominal));
    }

    [[nodiscard]] Duration elapsed() const { return context_.tempo().module_time(context_.clock().now() - start_); }

    /// What it means that the awaited line did not come.
    [[nodiscard]] Code silence(Code otherwise) const {
        return context_.facts().dialogue.console_garbled ? Code::console_garbled : otherwise;
    }

private:
    run::StepContext& context_;
    Console console_;
    TimePoint start_{};
};

void expect_same(std::string_view what, const std::string& expected, const std::string& found) {
    if (expected != found)
        throw Failure(Code::boot_identity_differs, fmt::format("{}: expected {}, found {}", what, expected, found));
}

void check_boot_line(run::StepContext& context, const module::ConsoleLine& line) {
    if (line.value("reset") == "brownout") throw Failure(Code::boot_brownout, "@boot says reset=brownout");
    if (const auto& header = context.prepared().header) {
        expect_same("type", header->type, line.value("type"));
        expect_same("version", header->version, line.value("version"));
    }
    const auto& serial = context.facts().known_serial();
    expect_same("serial", serial.empty() ? "none" : serial, line.value("serial"));
}

/// A first start may find settings that are none: the SIM's records put them right before the next.
bool tolerates_settings(const run::StepContext& context) { return context.text("settings") == "any"; }

void check_selftest(const run::StepContext& context, const module::ConsoleLine& line) {
    for (const auto& [part, result] : line.values) {
        if (result == "ok" || (part == "settings" && tolerates_settings(context))) continue;
        throw Failure(Code::boot_selftest, part + "=" + result);
    }
}

/// Judges what a start itself can find; transceiver, SIM, meter and network have steps of their own, which tell more.
void check_fault(const run::StepContext& context, const module::ConsoleLine& line) {
    const auto code = line.value("code");
    const auto words = "the console says @fault code=" + code;
    if (code == "image_crc") throw Failure(Code::boot_image_rejected, words);
    if (code == "brownout") throw Failure(Code::boot_brownout, words);
    if (code == "watchdog") throw Failure(Code::boot_not_ready, words);
    if (code == "settings_both_bad" && !tolerates_settings(context)) throw Failure(Code::boot_selftest, words);
    context.log("warning", words);
}

double await_boot(run::StepContext& context, BootWatch& watch) {
    while (const auto line = watch.next(context.duration("boot_within"))) {
        if (line->key == "fault") check_fault(context, *line);
        if (line->key == "boot") {
            check_boot_line(context, *line);
            return static_cast<double>(to_ms(watch.elapsed()));
        }
        if (line->key == "selftest") throw Failure(Code::console_garbled, "@selftest came without @boot");
    }
    throw Failure(watch.silence(Code::boot_silent), "no @boot on the console");
}

double await_ready(run::StepContext& context, BootWatch& watch) {
    bool selftest = false;
    while (const auto line = watch.next(context.duration("ready_within"))) {
        if (line->key == "fault") check_fault(context, *line);
        if (line->key == "boot") {
            check_boot_line(context, *line);
            throw Failure(Code::boot_not_ready, "it restarted before @ready: reset=" + line->value("reset"));
        }
        if (line->key == "selftest") {
            check_selftest(context, *line);
            selftest = true;
        }
        if (line->key != "ready") continue;
        if (!selftest) throw Failure(watch.silence(Code::boot_selftest), "@ready came without @selftest");
        if (const auto ms = plan::parse_quantity(line->value("ms"))) return ms->value;
        throw Failure(Code::console_garbled, "@ready ms=" + line->value("ms"));
    }
    throw Failure(watch.silence(Code::boot_not_ready), "no @ready on the console");
}

}  // namespace

void host_boot(run::StepContext& context) {
    power_cycle(context);
    BootWatch watch(context);
    watch.begin();
    release_reset(context);
    const double boot_ms = await_boot(context, watch);
    context.settle(boot_settle_time);
    const double boot_current_ma = context.jig_number("MEAS:CURR?") * 1000;
    const double ready_ms = await_ready(context, watch);
    context.measure("boot_time", boot_ms);
    context.measure("ready_time", ready_ms);
    context.measure("boot_current", boot_current_ma);
    context.prove_jig();
}

}  // namespace stapel::steps
