#pragma once

#include "firmware/module/settings_table.hpp"

#include <stddef.h>
#include <stdint.h>

namespace stapel::firmware {

constexpr size_t settings_room() {
    size_t sum = 0;
    for (const Setting& setting : settings_table) sum += 1U + setting.max_length;
    return sum;
}

// The ids that the module's behaviour itself speaks of.
constexpr uint8_t mode_id = 0x22, apn_id = 0x23, user_id = 0x24, password_id = 0x25, address_id = 0x26, port_id = 0x27,
                  period_id = 0x28, admin_password_id = 0x40, switches_id = 0x41, reset_id = 0x43, network_id = 0x44,
                  gsm_band_id = 0x45, ntp_id = 0x47, narodmon_id = 0x56, inform_id = 0x5A, inform_period_id = 0x5B,
                  inform_time_id = 0x5C, inform_flags_id = 0x5D, phone_id = 0x5E;

/// The values of all settings: for each, in the table's order, its length and room for its longest value.
struct Settings {
    uint8_t bytes[settings_room()];
};

/// A setting's value as it travels; numbers are big endian.
struct Value {
    const uint8_t* bytes;
    uint8_t length;
};

/// Null when there is no such id.
[[nodiscard]] const Setting* find_setting(uint8_t id);

/// Is its value a text? All others are numbers of fixed length.
[[nodiscard]] bool is_text(const Setting& setting);

/// Table 2 of the manual and the defaults of dialect 1.
void set_factory(Settings& settings);

// The id must be in the table.
[[nodiscard]] Value value_of(const Settings& settings, uint8_t id);
[[nodiscard]] int32_t number_of(const Settings& settings, uint8_t id);
/// What the bytes of a value say in a setting that is a number.
[[nodiscard]] int32_t number_in(const Setting& setting, Value value);
/// Stores without any check but the room; the value may lie in these settings.
void set_value(Settings& settings, uint8_t id, Value value);
void set_number(Settings& settings, uint8_t id, int32_t number);

/// Can this value stand in that setting: byte count first, then what it says (dialect 1)? Errors of Appendix A.
enum class SettingError : uint8_t { none = 0, byte_count = 4, value = 5 };
[[nodiscard]] SettingError check_value(const Setting& setting, Value value);

/// Brings 22 and 41 in step after one of them was written (dialect 1).
void follow_mode(Settings& settings);
void follow_switches(Settings& settings);

/// The id of the setting that cannot work with the others, 0 when all can; in the order 41, 47, 56, 23, 26, 5C.
[[nodiscard]] uint8_t combination_problem(const Settings& settings);

}  // namespace stapel::firmware
