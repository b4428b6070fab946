#pragma once

#include <stdint.h>

namespace stapel::firmware {

struct Module;

/// What a module complains of on its console (dialect 3).
enum class Fault : uint8_t {
    image_crc,
    settings_one_bad,
    settings_both_bad,
    modem_silent,
    sim_absent,
    sim_pin,
    sim_puk,
    sim_storage,
    net_denied,
    meter_silent,
    meter_echo,
    meter_bcc,
    meter_parity,
    meter_password,
    meter_refused,
    watchdog,
    brownout,
};

/// Says it, the first time in a boot.
void say_fault(Module& module, Fault fault);

}  // namespace stapel::firmware
