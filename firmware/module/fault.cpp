#include "firmware/module/fault.hpp"

#include "firmware/module/line.hpp"
#include "firmware/module/module.hpp"

namespace stapel::firmware {
namespace {

const char* text_of(Fault fault) {
    switch (fault) {
    case Fault::image_crc: return "code=image_crc";
    case Fault::settings_one_bad: return "code=settings_one_bad";
    case Fault::settings_both_bad: return "code=settings_both_bad";
    case Fault::modem_silent: return "code=modem_silent";
    case Fault::sim_absent: return "code=sim_absent";
    case Fault::sim_pin: return "code=sim_pin";
    case Fault::sim_puk: return "code=sim_puk";
    case Fault::sim_storage: return "code=sim_storage";
    case Fault::net_denied: return "code=net_denied";
    case Fault::meter_silent: return "code=meter_silent";
    case Fault::meter_echo: return "code=meter_echo";
    case Fault::meter_bcc: return "code=meter_bcc";
    case Fault::meter_parity: return "code=meter_parity";
    case Fault::meter_password: return "code=meter_password";
    case Fault::meter_refused: return "code=meter_refused";
    case Fault::watchdog: return "code=watchdog";
    case Fault::brownout: return "code=brownout";
    }
    return "";
}

}  // namespace

void say_fault(Module& module, Fault fault) {
    const uint32_t bit = 1U << static_cast<uint32_t>(fault);
    if ((module.faults_said & bit) != 0) return;
    module.faults_said |= bit;
    Line line;
    add(line, "@fault ");
    add(line, text_of(fault));
    send(module.hal, line);
}

}  // namespace stapel::firmware
