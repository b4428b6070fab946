#include "firmware/module/status.hpp"

#include "firmware/module/decimal.hpp"

#include <string.h>

namespace stapel::firmware {
namespace {

// Appendix A; no server accepts the module's connection yet, so TCP and registration stay 0.
constexpr uint8_t gprs_mode_bit = 0x02, gprs_session_bit = 0x04;

constexpr uint32_t nibble_max = 0x0F;

int32_t mode_of(const Module& module) { return number_of(module.in_effect, mode_id); }
bool is_registered(const Module& module) { return module.network.registration == Registration::registered; }

bool works_in_nidd(const Module& module) {
    return mode_of(module) == mode_nidd && is_registered(module) && module.network.rat == Rat::nb_iot;
}

/// G1F2. While no server is there, nothing beyond the mode itself is reached.
uint32_t channel_field(const Module& module) {
    switch (mode_of(module)) {
    case mode_server: return 0x9;
    case mode_nidd: return works_in_nidd(module) ? 0x8 : 0x7;
    default: return 0x1;  // dialect 5: a plain client shows what the CENC client does
    }
}

/// G2F1.
uint32_t registration_field(const Module& module) {
    if (module.network.sim == SimState::absent) return 0xF;
    if (!is_registered(module)) return 0x0;
    if (works_in_nidd(module)) return 0x9;
    const uint32_t ip = has_ip(module) ? 1 : 0;
    switch (module.network.rat) {
    case Rat::nb_iot: return has_ip(module) ? 0x3 : 0x1;
    case Rat::gsm: return 0x4 + ip;
    case Rat::cat_m1: return 0x6 + ip;
    case Rat::none: break;
    }
    return 0x0;
}

/// G2F2, protocols 5.9; without a level it shows 0.
uint32_t level_field(uint8_t csq) {
    if (csq == csq_unknown) return 0;
    const uint32_t level = (csq + 1U) / 3;
    return level < 9 ? level : 9;
}

uint32_t at_most_a_nibble(uint32_t number) { return number < nibble_max ? number : nibble_max; }

/// G2F4: the first number of the SKOP part, which is the text after the version's last `v` (`v04v5.24...`; dialect 7).
uint32_t skop_field(const char* version) {
    const char* part = strrchr(version, 'v');
    if (part == nullptr) return 0;
    Slice digits{part + 1, 0};
    while (is_digit(digits.data[digits.size])) ++digits.size;
    int32_t number = 0;
    return parse_decimal(digits, number) ? at_most_a_nibble(static_cast<uint32_t>(number)) : 0;
}

struct LcdId {
    const char* type;
    uint16_t id;
};
constexpr LcdId lcd_ids[] = {{"NB02", 0x0B02}, {"VNB02", 0x0B12}, {"VNC02", 0x0C02}};

}  // namespace

bool is_on(const Module& module, int32_t switches) {
    return (number_of(module.in_effect, switches_id) & switches) != 0;
}

bool has_ip(const Module& module) { return module.network.ip[0] != 0; }

uint8_t status_byte(const Module& module) {
    const bool gprs_mode = mode_of(module) != mode_nidd;  // NIDD is what needs no IP
    return static_cast<uint8_t>((gprs_mode ? gprs_mode_bit : 0) | (has_ip(module) ? gprs_session_bit : 0));
}

uint32_t lcd_value(const Module& module) {
    const uint32_t fields[] = {0,
                               channel_field(module),
                               is_on(module, switch_mqtt_client) ? 1U : 0U,
                               is_on(module, switch_host_update | switch_http_update) ? 1U : 0U,
                               registration_field(module),
                               level_field(module.network.csq),
                               at_most_a_nibble(module.network.transceiver_version),
                               skop_field(module.image.version)};
    uint32_t value = 0;
    for (const uint32_t field : fields) value = value << 4 | field;
    return value;
}

uint16_t lcd_id(const Module& module) {
    for (const LcdId& entry : lcd_ids)
        if (strcmp(entry.type, module.image.type) == 0) return entry.id;
    return 0;
}

const char* text_of(Rat rat) {
    switch (rat) {
    case Rat::nb_iot: return "NB-IoT";
    case Rat::gsm: return "GSM";
    case Rat::cat_m1: return "CAT-M1";
    case Rat::none: break;
    }
    return "none";
}

}  // namespace stapel::firmware
