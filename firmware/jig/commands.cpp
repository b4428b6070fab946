#include "firmware/jig/commands.hpp"

#include "firmware/jig/text.hpp"

namespace stapel::firmware::jig {
namespace {

constexpr int milli_decimals = 3;

constexpr const char* sim_names[] = {"CHIP", "CARD", "NONE"};
constexpr const char* antenna_names[] = {"COUPler", "OPEN"};
constexpr const char* lamp_names[] = {"OFF", "BLUE", "GREEN", "RED", "AMBer"};

constexpr Argument nothing{};
constexpr Argument boolean{.kind = ArgumentKind::boolean};
constexpr Argument register_byte{.kind = ArgumentKind::number, .number = {0, 255'000, 0, ""}};
constexpr Argument supply{.kind = ArgumentKind::number, .number = {3'400, 4'400, 4'000, "V"}};
constexpr Argument current_limit{.kind = ArgumentKind::number, .number = {10, 5'000, 2'000, "A"}};
constexpr Argument watchdog{.kind = ArgumentKind::number, .number = {0, 3'600'000, 0, "S"}};
constexpr Argument sim{.kind = ArgumentKind::keyword, .keywords = sim_names, .keyword_count = 3};
constexpr Argument antenna{.kind = ArgumentKind::keyword, .keywords = antenna_names, .keyword_count = 2};
constexpr Argument lamp{.kind = ArgumentKind::keyword, .keywords = lamp_names, .keyword_count = 5};

void answer_short_form(Call& call, const char* keyword) {
    for (; *keyword != '\0' && !is_lower(*keyword); ++keyword) call.answer.character(*keyword);
}

/// A register's value; fractions are rounded (IEEE 488.2, 10.10.4).
uint8_t byte_of(const Call& call) { return static_cast<uint8_t>((call.value + 500) / 1000); }

// Common commands (IEEE 488.2, chapter 10).

void identify(Call& call) {
    call.answer.text("STAPEL,JIG,");
    call.answer.text(call.jig.hardware.serial);
    call.answer.character(',');
    call.answer.text(call.jig.hardware.version);
}

void reset_outputs(Call& call) { reset(call.jig); }
void clear_status(Call& call) { clear(call.jig.status); }
void set_event_enable(Call& call) { call.jig.status.event_enable = byte_of(call); }
void ask_event_enable(Call& call) { call.answer.whole(call.jig.status.event_enable); }
void ask_events(Call& call) { call.answer.whole(take_events(call.jig.status)); }
void set_service(Call& call) { set_service_enable(call.jig.status, byte_of(call)); }
void ask_service(Call& call) { call.answer.whole(call.jig.status.service_enable); }

void ask_status_byte(Call& call) {
    call.answer.whole(status_byte(call.jig.status, call.session.output_length > 0));
}

// No command overlaps the next one (IEEE 488.2, 12.2), so there is never anything to wait for.
void complete(Call& call) {
    call.jig.status.events = static_cast<uint8_t>(call.jig.status.events | event::operation_complete);
}
void ask_complete(Call& call) { call.answer.character('1'); }
void wait(Call&) {}

/// 0 = well; 1 = voltage at the module although the output is off; 2 = output on and not what was set.
void self_test(Call& call) {
    constexpr int32_t off_mv = 200, tolerance_mv = 100;
    const Hardware& hardware = call.jig.hardware;
    const int32_t found = hardware.supply_mv(hardware.context);
    const int32_t wrong_by = found - call.jig.outputs.supply_mv;
    if (!call.jig.outputs.output) {
        call.answer.whole(found > off_mv ? 1 : 0);
    } else {
        call.answer.whole(wrong_by > tolerance_mv || wrong_by < -tolerance_mv ? 2 : 0);
    }
}

// SYSTem and CALibration.

void next_error(Call& call) {
    const Error& error = take_error(call.jig.status);
    call.answer.whole(error.number);
    call.answer.text(",\"");
    call.answer.text(error.text);
    call.answer.character('"');
}

void ask_version(Call& call) { call.answer.text("1999.0"); }
void set_watchdog(Call& call) { call.jig.watchdog_ms = static_cast<uint32_t>(call.value); }
void ask_watchdog(Call& call) { call.answer.decimal(call.jig.watchdog_ms, milli_decimals); }
void ask_cycles(Call& call) { call.answer.whole(call.jig.cycles); }

void reset_cycles(Call& call) {
    call.jig.cycles = 0;
    call.jig.hardware.store_cycles(call.jig.hardware.context, 0);
}

void ask_calibration_due(Call& call) { call.answer.text(call.jig.hardware.calibration_due); }

// The module's supply.

void set_voltage(Call& call) {
    call.jig.outputs.supply_mv = static_cast<int32_t>(call.value);
    apply(call.jig);
}
void ask_voltage(Call& call) { call.answer.decimal(call.jig.outputs.supply_mv, milli_decimals); }

void set_limit(Call& call) {
    call.jig.outputs.limit_ma = static_cast<int32_t>(call.value);
    apply(call.jig);
}
void ask_limit(Call& call) { call.answer.decimal(call.jig.outputs.limit_ma, milli_decimals); }

void set_output(Call& call) {
    const bool on = call.value != 0;
    if (on && !call.jig.lid_closed) {
        report(call.jig.status, errors::settings_conflict);
        return;
    }
    call.jig.outputs.output = on;
    apply(call.jig);
}
void ask_output(Call& call) { call.answer.boolean(call.jig.outputs.output); }

void measure_voltage(Call& call) {
    call.answer.decimal(call.jig.hardware.supply_mv(call.jig.hardware.context), milli_decimals);
}

/// Ampere with four decimals: the meter resolves 0.1 mA.
void answer_current(Call& call, int32_t microamperes) {
    call.answer.decimal((int64_t{microamperes} + 50) / 100, 4);
}
void measure_current(Call& call) {
    answer_current(call, call.jig.hardware.mean_current_ua(call.jig.hardware.context));
}
void measure_peak(Call& call) {
    answer_current(call, call.jig.hardware.take_peak_current_ua(call.jig.hardware.context));
}

// What is connected to what.

void set_boot(Call& call) {
    call.jig.outputs.boot = call.value != 0;
    apply(call.jig);
}
void ask_boot(Call& call) { call.answer.boolean(call.jig.outputs.boot); }

void set_reset(Call& call) {
    call.jig.outputs.reset = call.value != 0;
    apply(call.jig);
}
void ask_reset(Call& call) { call.answer.boolean(call.jig.outputs.reset); }

void set_sim(Call& call) {
    call.jig.outputs.sim = static_cast<Sim>(call.value);
    apply(call.jig);
}
void ask_sim(Call& call) { answer_short_form(call, sim_names[static_cast<size_t>(call.jig.outputs.sim)]); }

void set_antenna(Call& call) {
    call.jig.outputs.antenna = static_cast<Antenna>(call.value);
    apply(call.jig);
}
void ask_antenna(Call& call) { answer_short_form(call, antenna_names[static_cast<size_t>(call.jig.outputs.antenna)]); }

void set_meter_loop(Call& call) {
    call.jig.outputs.meter_loop = call.value != 0;
    apply(call.jig);
}
void ask_meter_loop(Call& call) { call.answer.boolean(call.jig.outputs.meter_loop); }

void set_lamp(Call& call) {
    call.jig.outputs.lamp = static_cast<Lamp>(call.value);
    apply(call.jig);
}
void ask_lamp(Call& call) { answer_short_form(call, lamp_names[static_cast<size_t>(call.jig.outputs.lamp)]); }

// What the operator does.

Inputs inputs_of(const Call& call) { return call.jig.hardware.inputs(call.jig.hardware.context); }
void ask_lid(Call& call) { call.answer.boolean(inputs_of(call).lid_closed); }
void ask_start(Call& call) { call.answer.boolean(inputs_of(call).start_pressed); }
void ask_nest(Call& call) { call.answer.boolean(inputs_of(call).nest_occupied); }

constexpr Command commands[] = {
    {"*IDN", nothing, nullptr, identify},
    {"*RST", nothing, reset_outputs, nullptr},
    {"*CLS", nothing, clear_status, nullptr},
    {"*ESE", register_byte, set_event_enable, ask_event_enable},
    {"*ESR", nothing, nullptr, ask_events},
    {"*SRE", register_byte, set_service, ask_service},
    {"*STB", nothing, nullptr, ask_status_byte},
    {"*OPC", nothing, complete, ask_complete},
    {"*WAI", nothing, wait, nullptr},
    {"*TST", nothing, nullptr, self_test},
    {"SYSTem:ERRor[:NEXT]", nothing, nullptr, next_error},
    {"SYSTem:VERSion", nothing, nullptr, ask_version},
    {"SYSTem:WATChdog", watchdog, set_watchdog, ask_watchdog},
    {"SYSTem:CYCles", nothing, nullptr, ask_cycles},
    {"SYSTem:CYCles:RESet", nothing, reset_cycles, nullptr},
    {"CALibration:DUE", nothing, nullptr, ask_calibration_due},
    {"SOURce:VOLTage", supply, set_voltage, ask_voltage},
    {"SOURce:CURRent:LIMit", current_limit, set_limit, ask_limit},
    {"OUTPut[:STATe]", boolean, set_output, ask_output},
    {"OUTPut:LAMP", lamp, set_lamp, ask_lamp},
    {"MEASure:VOLTage", nothing, nullptr, measure_voltage},
    {"MEASure:CURRent", nothing, nullptr, measure_current},
    {"MEASure:CURRent:PEAK", nothing, nullptr, measure_peak},
    {"ROUTe:BOOT", boolean, set_boot, ask_boot},
    {"ROUTe:RESet", boolean, set_reset, ask_reset},
    {"ROUTe:SIM", sim, set_sim, ask_sim},
    {"ROUTe:ANTenna", antenna, set_antenna, ask_antenna},
    {"ROUTe:METer:LOOP", boolean, set_meter_loop, ask_meter_loop},
    {"INPut:LID", nothing, nullptr, ask_lid},
    {"INPut:STARt", nothing, nullptr, ask_start},
    {"INPut:NEST", nothing, nullptr, ask_nest},
};

}  // namespace

CommandTable all_commands() { return {commands, sizeof commands / sizeof commands[0]}; }

}  // namespace stapel::firmware::jig
