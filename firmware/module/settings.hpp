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

/// Table 2 of the manual and the defaults of dialect 1.
void set_factory(Settings& settings);

// The id must be in the table.
[[nodiscard]] Value value_of(const Settings& settings, uint8_t id);
[[nodiscard]] int32_t number_of(const Settings& settings, uint8_t id);
/// Stores without any check but the room.
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
