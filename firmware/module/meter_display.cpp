#include "firmware/module/meter_display.hpp"

#include "firmware/module/line.hpp"
#include "firmware/module/module.hpp"
#include "firmware/module/status.hpp"

namespace stapel::firmware {
namespace {

constexpr uint32_t period_ms = 10000, calm_ms = 2000;
constexpr uint32_t shown_s = 10;

void send_value(const Module& module) {
    Line line;
    add(line, "/?MCVAL(");
    add_hex(line, lcd_id(module), 4);
    add(line, ",");
    add_hex(line, shown_s, 4);
    add(line, ",");
    add_hex(line, lcd_value(module));
    add(line, ")!\r\n");
    send_iec(module.hal, text_of(line));
}

}  // namespace

void step_display(Module& module) {
    if (now_ms(module) < display_wake_ms(module)) return;
    if (module.meter.protocol == MeterProtocol::dlms)
        begin_dlms_session(module, DlmsPurpose::displaying);
    else
        send_value(module);
    module.display.due_ms = now_ms(module) + meter_wait_ms(module, period_ms);
}

uint32_t display_wake_ms(const Module& module) {
    if (!module.meter.linked || !reader_rests(module)) return no_wake_ms;
    const uint32_t calm_at_ms = module.port.last_byte_ms + meter_wait_ms(module, calm_ms);
    return calm_at_ms > module.display.due_ms ? calm_at_ms : module.display.due_ms;
}

}  // namespace stapel::firmware
