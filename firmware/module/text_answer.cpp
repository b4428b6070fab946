#include "firmware/module/text_answer.hpp"

#include "firmware/module/decimal.hpp"
#include "firmware/module/status.hpp"

namespace stapel::firmware {
namespace {

constexpr size_t line_end = 2;  // CR LF, for which there is always room

void add_setting(const Module& module, uint8_t id, Text& answer) {
    const Value value = value_of(module.stored.settings, id);
    if (is_text(*find_setting(id))) return add(answer, slice_of(value.bytes, value.length));
    add_number(answer, static_cast<uint32_t>(number_of(module.stored.settings, id)));
}

void say_setting(const char* name, const Module& module, uint8_t id, Text& answer) {
    add(answer, name);
    add_setting(module, id, answer);
    end_line(answer);
}

}  // namespace

void add(Text& answer, Slice text) {
    for (size_t at = 0; at < text.size && answer.length < sizeof answer.text - line_end; ++at)
        answer.text[answer.length++] = text.data[at];
}

void add(Text& answer, const char* text) { add(answer, slice_of(text)); }

void add_number(Text& answer, uint32_t number) { add(answer, decimal_text(number).text); }

void end_line(Text& answer) {
    if (answer.length + line_end > sizeof answer.text) return;
    answer.text[answer.length++] = '\r';
    answer.text[answer.length++] = '\n';
}

void begin_text(const Module& module, Text& answer) {
    answer.length = 0;
    add(answer, module.meter.linked ? module.meter.type : module.image.type);
    end_line(answer);
    add(answer, module.meter.linked ? module.meter.serial : "0");
    end_line(answer);
}

void say_mode(const Module& module, Text& answer) { say_setting("MODE: ", module, mode_id, answer); }

void say_band(const Module& module, Text& answer) {
    add(answer, "BAND: ");
    add_setting(module, network_id, answer);
    say_setting(",", module, gsm_band_id, answer);
}

// The password in clear, as the manual has it.
void say_apn(const Module& module, Text& answer) {
    say_setting("APN: ", module, apn_id, answer);
    say_setting("", module, user_id, answer);
    say_setting("", module, password_id, answer);
}

void say_server(const Module& module, Text& answer) {
    add(answer, "DNS: ");
    add_setting(module, address_id, answer);
    say_setting(":", module, port_id, answer);
}

void say_timeout(const Module& module, Text& answer) { say_setting("TIMEOUT: ", module, period_id, answer); }

void say_reset(const Module& module, Text& answer) { say_setting("RESET: ", module, reset_id, answer); }

void say_network(const Module& module, Text& answer) {
    const bool registered = module.network.registration == Registration::registered;
    add(answer, "RSSI:");
    add_number(answer, module.network.csq);
    end_line(answer);
    add(answer, "BAND:");
    add(answer, text_of(registered ? module.network.rat : Rat::none));
    end_line(answer);
}

void say_number(const Module& module, Text& answer) { say_setting("NUMBER:", module, phone_id, answer); }

// No position is ever known: the answer is that of GEO switched off.
void say_location(const Module&, Text& answer) {
    add(answer, "GEO:ERROR,ERROR");
    end_line(answer);
}

void say_cfg(const Module&, Text& answer) {
    add(answer, "CFG: OK");
    end_line(answer);
}

}  // namespace stapel::firmware
