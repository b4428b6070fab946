#include "firmware/module/modem_talk.hpp"

#include "firmware/module/fault.hpp"
#include "firmware/module/modem_answers.hpp"
#include "firmware/module/module.hpp"
#include "firmware/module/net_line.hpp"
#include "firmware/module/network_choice.hpp"

namespace stapel::firmware {
namespace {

constexpr uint32_t modem_baud = 115200;
constexpr uint32_t unasked_ms = 3000;   // dialect 8: AT is ready by then
constexpr uint32_t calm_ms = 100;       // late answers to earlier calls are let pass
constexpr uint32_t again_ms = 1000, round_ms = 3000;
constexpr uint8_t tries_most = 5, unanswered_most = 3, silent_calls = 10;

/// One command: what is sent, what its information is, how long it may take (protocols 3.1).
struct Order {
    const char* command;
    void (*complete)(const Module&, Line&);
    bool (*take)(Module&, Slice);
    bool informs;  ///< OK without information is no result
    uint16_t wait_ms;
};

void add_rat_mode(const Module& module, Line& line) { add_decimal(line, wanted_rat_mode(module.in_effect)); }
void add_iot_mode(const Module& module, Line& line) { add_decimal(line, wanted_iot_mode(module.in_effect)); }
void add_band(const Module& module, Line& line) { add_band(line, module.in_effect); }
void add_context(const Module& module, Line& line) { add_context(line, module.in_effect); }

// In the order of `ModemStep`.
constexpr Order orders[] = {
    {"AT", nullptr, nullptr, false, 1000},
    {"ATE0", nullptr, nullptr, false, 5000},
    {"AT+CMEE=1", nullptr, nullptr, false, 5000},
    {"AT+CPIN?", nullptr, take_sim_state, true, 5000},
    {"AT+CGSN", nullptr, take_imei, true, 5000},
    {"AT+CGMR", nullptr, take_revision, true, 5000},
    {"AT+CCID", nullptr, take_iccid, true, 5000},
    {"AT+CPMS=\"SM\",\"SM\",\"SM\"", nullptr, nullptr, false, 5000},
    {"AT+CMGF=0", nullptr, nullptr, false, 5000},
    {"AT+CMGL=4", nullptr, take_record_line, false, 10000},
    {"AT+CNMP?", nullptr, take_rat_mode, true, 5000},
    {"AT+CNMP=", add_rat_mode, nullptr, false, 5000},
    {"AT+CMNB?", nullptr, take_iot_mode, true, 5000},
    {"AT+CMNB=", add_iot_mode, nullptr, false, 5000},
    {"AT+CBAND=", add_band, nullptr, false, 5000},
    {"AT+CGDCONT=", add_context, nullptr, false, 5000},
    {"AT+CPIN?", nullptr, take_sim_state, true, 5000},
    {"AT+CEREG?", nullptr, take_registration, true, 5000},
    {"AT+CREG?", nullptr, take_registration, true, 5000},
    {"AT+CGREG?", nullptr, take_registration, true, 5000},
    {"AT+CSQ", nullptr, take_signal, true, 1000},
    {"AT+COPS?", nullptr, take_carrier, true, 5000},
    {"AT+CGPADDR=1", nullptr, take_address, false, 5000},
};
static_assert(sizeof orders / sizeof orders[0] == static_cast<size_t>(ModemStep::end));

const Order& order_of(ModemStep step) { return orders[static_cast<size_t>(step)]; }

bool may_read_records(const Module& module) {
    return module.network.sim == SimState::ready && !module.modem.records_done && module.phase != Phase::ready;
}

// A mode that is set anew makes the transceiver search anew, so it is set only where it differs.
bool wanted(const Module& module, ModemStep step) {
    switch (step) {
    case ModemStep::iccid: return module.network.sim == SimState::ready;
    case ModemStep::storage:
    case ModemStep::pdu_mode:
    case ModemStep::records: return may_read_records(module);
    case ModemStep::rat_mode: return module.modem.rat_mode != wanted_rat_mode(module.in_effect);
    case ModemStep::iot_mode: return module.modem.iot_mode != wanted_iot_mode(module.in_effect);
    case ModemStep::carrier:
    case ModemStep::address: return module.network.registration == Registration::registered;
    default: return true;
    }
}

void go_to(Module& module, ModemStep step, uint32_t pause_ms) {
    ModemTalk& talk = module.modem;
    talk.step = step;
    talk.asked = false;
    talk.tries = 0;
    talk.due_ms = now_ms(module) + pause_ms;
}

void go_on(Module& module) {
    ModemStep step = module.modem.step;
    do {
        step = static_cast<ModemStep>(static_cast<uint8_t>(step) + 1);
        if (step != ModemStep::end) continue;
        say_net(module);
        return go_to(module, ModemStep::watch_sim, round_ms);
    } while (!wanted(module, step));
    go_to(module, step, module.modem.step == ModemStep::wake ? calm_ms : 0);
}

void ask(Module& module) {
    ModemTalk& talk = module.modem;
    const Order& order = order_of(talk.step);
    if (talk.step == ModemStep::records) begin_records(module);
    if (talk.step == ModemStep::eps_registration) talk.seen = 0;
    Line line;
    add(line, order.command);
    if (order.complete != nullptr) order.complete(module, line);
    add(line, "\r");
    talk.asked = true;
    talk.told = false;
    talk.due_ms = now_ms(module) + order.wait_ms;
    module.hal.uart_write(module.hal.context, Uart::modem, reinterpret_cast<const uint8_t*>(line.text), line.length);
}

void complain_of_sim(Module& module) {
    switch (module.network.sim) {
    case SimState::ready:
    case SimState::unknown: break;
    case SimState::absent:
    case SimState::failed: say_fault(module, Fault::sim_absent); break;  // no SIM that can be used
    case SimState::pin: say_fault(module, Fault::sim_pin); break;
    case SimState::puk: say_fault(module, Fault::sim_puk); break;
    }
}

// A SIM that becomes ready later is taken like one at the start: its ICCID is another one, maybe.
void judge_sim(Module& module, int error) {
    ModemTalk& talk = module.modem;
    if (error != 0) take_sim_error(module, error);
    complain_of_sim(module);
    const bool ready = module.network.sim == SimState::ready;
    if (ready && !talk.sim_ready && talk.step == ModemStep::watch_sim) talk.step = ModemStep::sim;
    talk.sim_ready = ready;
    if (!ready) talk.given_up = true;
}

void judge_records(Module& module, bool read) {
    if (read) finish_records(module);
    if (!read) say_fault(module, Fault::sim_storage);
    module.modem.records_done = true;
}

/// What the end of a command means beyond its information.
void judge(Module& module, int error) {
    switch (module.modem.step) {
    case ModemStep::sim:
    case ModemStep::watch_sim: return judge_sim(module, error);
    case ModemStep::iccid:
        if (!module.modem.told) module.network.iccid[0] = 0;
        return;
    case ModemStep::storage:
    case ModemStep::pdu_mode:
        if (error != 0) judge_records(module, false);
        return;
    case ModemStep::records: return judge_records(module, error == 0);
    case ModemStep::gprs_registration:
        judge_registration(module);
        if (module.network.registration == Registration::denied) say_fault(module, Fault::net_denied);
        return;
    case ModemStep::carrier:
        if (!module.modem.told) module.network.rat = Rat::none;
        return;
    case ModemStep::address:
        if (!module.modem.told) module.network.ip[0] = module.network.ipv6[0] = 0;
        return;
    default: return;
    }
}

bool worth_another_try(const Module& module, int error) {
    const bool empty = error == 0 && order_of(module.modem.step).informs && !module.modem.told;
    return (empty || is_busy(error)) && module.modem.tries + 1 < tries_most;
}

void conclude(Module& module, int error) {
    ModemTalk& talk = module.modem;
    talk.asked = false;
    talk.unanswered = 0;
    module.network.modem_answers = true;
    if (worth_another_try(module, error)) {
        ++talk.tries;
        talk.due_ms = now_ms(module) + again_ms;
        return;
    }
    judge(module, error);
    go_on(module);
}

void time_out(Module& module) {
    ModemTalk& talk = module.modem;
    talk.asked = false;
    talk.due_ms = now_ms(module);
    if (talk.unanswered < silent_calls) ++talk.unanswered;
    if (talk.unanswered >= unanswered_most) talk.step = ModemStep::wake;
    if (talk.unanswered < silent_calls) return;
    forget_network(module);
    say_fault(module, Fault::modem_silent);
    talk.given_up = true;
    talk.due_ms += round_ms;
}

void begin_anew(Module& module) {
    forget_network(module);
    module.modem.unanswered = 0;
    module.modem.sim_ready = false;
    go_to(module, ModemStep::wake, 0);
    if (module.modem.due_ms < selftest_ms) module.modem.due_ms = selftest_ms;
}

void take_line(Module& module, Slice line) {
    ModemTalk& talk = module.modem;
    if (line.size == 3 && begins(line, "RDY")) return begin_anew(module);
    if (!talk.asked) return;
    const FinalCode code = final_code(line);
    if (code.final) return conclude(module, code.error);
    const Order& order = order_of(talk.step);
    if (order.take != nullptr && order.take(module, line)) talk.told = true;
}

}  // namespace

void start_modem(Module& module) {
    module.hal.uart_baud(module.hal.context, Uart::modem, modem_baud);
    module.network.csq = csq_unknown;
    module.modem.due_ms = unasked_ms;
}

void step_modem(Module& module) {
    if (now_ms(module) < module.modem.due_ms) return;
    if (module.modem.asked)
        time_out(module);
    else
        ask(module);
}

void on_modem_byte(Module& module, uint8_t byte) {
    if (take(module.modem.line, byte)) take_line(module, text_of(module.modem.line));
}

uint32_t modem_wake_ms(const Module& module) { return module.modem.due_ms; }

bool modem_settled(const Module& module) { return module.modem.records_done || module.modem.given_up; }

}  // namespace stapel::firmware
