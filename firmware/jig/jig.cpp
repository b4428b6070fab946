#include "firmware/jig/jig.hpp"

#include "firmware/jig/message.hpp"

namespace stapel::firmware::jig {
namespace {

constexpr uint32_t supervision_period_ms = 20;
// dialect 8: an unfinished line is dropped after this silence.
constexpr uint32_t unfinished_line_ms = 1500;

void watch_lid(Jig& jig, bool closed) {
    if (closed && !jig.lid_closed) {
        ++jig.cycles;
        jig.hardware.store_cycles(jig.hardware.context, jig.cycles);
    }
    jig.lid_closed = closed;
}

void switch_off(Jig& jig, const Error& why) {
    jig.outputs.output = false;
    apply(jig);
    report(jig.status, why);
}

void watch_silence(Jig& jig, uint32_t now_ms) {
    if (jig.watchdog_ms == 0 || !jig.watchdog_fed || now_ms - jig.last_message_ms < jig.watchdog_ms) return;
    jig.watchdog_fed = false;
    make_safe(jig, errors::watchdog);
}

void end_message(Jig& jig, Session& session, uint32_t now_ms) {
    const Text message = trimmed({session.input, session.input_length});
    const bool overrun = session.input_overrun;
    session.input_length = 0;
    session.input_overrun = false;
    if (message.size == 0 && !overrun) return;
    jig.last_message_ms = now_ms;
    jig.watchdog_fed = true;
    if (overrun) {
        report(jig.status, errors::input_overrun);
    } else {
        execute(jig, session, message);
    }
}

void take_byte(Jig& jig, Session& session, uint32_t now_ms, char byte) {
    if (byte == '\n') {
        end_message(jig, session, now_ms);
    } else if (session.input_length < Session::input_size) {
        session.input[session.input_length++] = byte;
    } else {
        session.input_overrun = true;
    }
}

}  // namespace

void start(Jig& jig, const Hardware& hardware) {
    jig = Jig{};
    jig.hardware = hardware;
    jig.cycles = hardware.stored_cycles;
    jig.lid_closed = hardware.inputs(hardware.context).lid_closed;
    apply(jig);
}

void on_bytes(Jig& jig, Session& session, uint32_t now_ms, const uint8_t* bytes, size_t count) {
    on_time(jig, now_ms);  // what fell due before these bytes comes first
    if (now_ms - session.last_byte_ms >= unfinished_line_ms) {
        session.input_length = 0;
        session.input_overrun = false;
    }
    session.last_byte_ms = now_ms;
    for (size_t at = 0; at < count; ++at) take_byte(jig, session, now_ms, static_cast<char>(bytes[at]));
}

void on_time(Jig& jig, uint32_t now_ms) {
    supervise(jig);
    watch_silence(jig, now_ms);
}

uint32_t time_to_wake_ms(const Jig& jig, uint32_t now_ms) {
    uint32_t wait = jig.outputs.output ? supervision_period_ms : no_wake;
    if (jig.watchdog_ms == 0 || !jig.watchdog_fed) return wait;
    const uint32_t silence = now_ms - jig.last_message_ms;
    const uint32_t left = silence < jig.watchdog_ms ? jig.watchdog_ms - silence : 0;
    return left < wait ? left : wait;
}

void make_safe(Jig& jig, const Error& why) {
    jig.outputs.boot = false;
    jig.outputs.reset = true;
    switch_off(jig, why);
}

void reset(Jig& jig) {
    jig.outputs = Outputs{};
    jig.watchdog_ms = 0;
    apply(jig);
}

void supervise(Jig& jig) {
    const Inputs inputs = jig.hardware.inputs(jig.hardware.context);
    watch_lid(jig, inputs.lid_closed);
    if (!jig.outputs.output) return;
    if (inputs.tripped) {
        switch_off(jig, errors::output_tripped);
    } else if (!inputs.lid_closed) {
        switch_off(jig, errors::lid_opened);
    }
}

void apply(const Jig& jig) { jig.hardware.apply(jig.hardware.context, jig.outputs); }

}  // namespace stapel::firmware::jig
