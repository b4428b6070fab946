#include "firmware/module/settings.hpp"

#include <string.h>

namespace stapel::firmware {
namespace {

constexpr size_t number_bytes_max = 2;  // no number of the table is longer

/// Where a setting lies in `Settings`: its length, then its room.
size_t place_of(const Setting& wanted) {
    size_t place = 0;
    for (const Setting* setting = settings_table; setting != &wanted; ++setting) place += 1U + setting->max_length;
    return place;
}

void set_default(Settings& settings, const Setting& setting) {
    if (!is_text(setting)) return set_number(settings, setting.id, setting.default_number);
    const char* text = setting.default_text;
    set_value(settings, setting.id, {reinterpret_cast<const uint8_t*>(text), static_cast<uint8_t>(strlen(text))});
}

}  // namespace

const Setting* find_setting(uint8_t id) {
    for (const Setting& setting : settings_table)
        if (setting.id == id) return &setting;
    return nullptr;
}

bool is_text(const Setting& setting) {
    switch (setting.kind) {
    case SettingKind::text:
    case SettingKind::alphanumeric:
    case SettingKind::address:
    case SettingKind::phone: return true;
    case SettingKind::mode:
    case SettingKind::meter_protocol:
    case SettingKind::number:
    case SettingKind::signed_number:
    case SettingKind::on_off: break;
    }
    return false;
}

void set_factory(Settings& settings) {
    for (const Setting& setting : settings_table) set_default(settings, setting);
}

Value value_of(const Settings& settings, uint8_t id) {
    const uint8_t* place = settings.bytes + place_of(*find_setting(id));
    return {place + 1, *place};
}

int32_t number_of(const Settings& settings, uint8_t id) { return number_in(*find_setting(id), value_of(settings, id)); }

int32_t number_in(const Setting& setting, Value value) {
    uint32_t number = 0;
    for (size_t at = 0; at < value.length; ++at) number = number << 8 | value.bytes[at];
    // Two's complement of one byte: the zone is the only signed setting.
    if (setting.kind == SettingKind::signed_number) return static_cast<int8_t>(number);
    return static_cast<int32_t>(number);
}

// Room that is not used holds zeros, so that equal settings are equal bytes.
void set_value(Settings& settings, uint8_t id, Value value) {
    const Setting& setting = *find_setting(id);
    uint8_t* place = settings.bytes + place_of(setting);
    const uint8_t length = value.length < setting.max_length ? value.length : setting.max_length;
    *place = length;
    if (length > 0) memmove(place + 1, value.bytes, length);
    memset(place + 1 + length, 0, static_cast<size_t>(setting.max_length - length));
}

void set_number(Settings& settings, uint8_t id, int32_t number) {
    const uint8_t length = find_setting(id)->max_length;
    uint8_t bytes[number_bytes_max];
    for (size_t at = 0; at < length; ++at)
        bytes[at] = static_cast<uint8_t>(static_cast<uint32_t>(number) >> (8 * (length - 1U - at)));
    set_value(settings, id, {bytes, length});
}

}  // namespace stapel::firmware
