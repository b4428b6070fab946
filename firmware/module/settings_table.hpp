#pragma once

#include <stddef.h>
#include <stdint.h>

// The settings of a module, dialect 1: the one table that the station and the module's firmware share. Only facts stand
// here; each side has its own codec. Freestanding: C headers only.

namespace stapel::firmware {

/// What a setting's value looks like.
enum class SettingKind : uint8_t {
    mode,            ///< one byte: 1 `client`, 2 `server`, 5 `cenc`, 6 `nidd`
    meter_protocol,  ///< one byte: 0 `auto`, 1 `iec`, 2 `dlms`
    number,          ///< unsigned, big endian, `max_length` bytes
    signed_number,   ///< two's complement, `max_length` bytes
    on_off,          ///< one byte: 0 or 1
    text,            ///< printable ASCII
    alphanumeric,    ///< digits and Latin letters
    address,         ///< IPv4 with first octet 1..255, or DNS name, or empty
    phone,           ///< `+` and 11 to 15 digits, or empty
};

/// One setting; lengths are bytes of its value in a message.
struct Setting {
    uint8_t id;
    const char* key;  ///< as settings files and plans write it
    SettingKind kind;
    uint8_t min_length, max_length;
    int32_t min, max;           ///< numbers; 0 and 0 for texts
    int32_t default_number;     ///< numbers
    const char* default_text;   ///< texts; empty for numbers
    bool write_only;            ///< a password: read back as length 0
};

/// Item of a settings message that is no setting: apply after this message (length 0).
inline constexpr uint8_t apply_item = 0x03;

/// Bits of the setting `switches` (id 41).
enum SwitchBit : uint8_t {
    switch_cenc_client = 0x01,
    switch_server = 0x02,
    switch_mqtt_client = 0x04,
    switch_host_update = 0x08,  ///< firmware of the host by the MQTT loader
    switch_udp = 0x10,
    switch_http_update = 0x20,  ///< firmware of the host by the HTTP loader
    switch_nidd = 0x40,
};

/// Values of the setting `mode` (id 22).
inline constexpr uint8_t mode_client = 1, mode_server = 2, mode_cenc = 5, mode_nidd = 6;

namespace settings_lines {

constexpr Setting mode(uint8_t id, const char* key, uint8_t value) {
    return {id, key, SettingKind::mode, 1, 1, mode_client, mode_nidd, value, "", false};
}
constexpr Setting number(uint8_t id, const char* key, uint8_t length, int32_t min, int32_t max, int32_t value) {
    return {id, key, SettingKind::number, length, length, min, max, value, "", false};
}
constexpr Setting port(uint8_t id, const char* key, int32_t value) { return number(id, key, 2, 0, 65535, value); }
constexpr Setting on_off(uint8_t id, const char* key) {
    return {id, key, SettingKind::on_off, 1, 1, 0, 1, 0, "", false};
}
constexpr Setting text(uint8_t id, const char* key, uint8_t max_length, const char* value) {
    return {id, key, SettingKind::text, 0, max_length, 0, 0, 0, value, false};
}
constexpr Setting password(uint8_t id, const char* key, uint8_t min_length, uint8_t max_length, const char* value) {
    return {id, key, SettingKind::text, min_length, max_length, 0, 0, 0, value, true};
}
constexpr Setting address(uint8_t id, const char* key, const char* value) {
    return {id, key, SettingKind::address, 0, 50, 0, 0, 0, value, false};
}

}  // namespace settings_lines

/// Every setting, in id order.
inline constexpr Setting settings_table[] = {
    settings_lines::mode(0x22, "mode", mode_server),
    settings_lines::text(0x23, "apn", 40, "internet"),
    settings_lines::text(0x24, "user", 15, ""),
    settings_lines::password(0x25, "password", 0, 15, ""),
    settings_lines::address(0x26, "address", ""),
    settings_lines::number(0x27, "port", 2, 1, 65535, 80),
    settings_lines::number(0x28, "period_s", 2, 60, 65535, 300),
    {0x40, "admin_password", SettingKind::alphanumeric, 8, 8, 0, 0, 0, "12345678", true},
    settings_lines::number(0x41, "switches", 1, 0, 0x7F, switch_server),
    settings_lines::number(0x42, "reconnect_s", 2, 60, 65535, 300),
    settings_lines::number(0x43, "reset_h", 1, 1, 24, 24),
    settings_lines::number(0x44, "network", 1, 0, 3, 0),
    settings_lines::number(0x45, "gsm_band", 1, 0, 2, 0),
    settings_lines::number(0x46, "priority", 1, 0, 5, 0),
    settings_lines::on_off(0x47, "ntp"),
    settings_lines::number(0x48, "ntp_period_min", 2, 1, 65535, 1440),
    {0x49, "ntp_zone", SettingKind::signed_number, 1, 1, -48, 56, 12, "", false},
    settings_lines::address(0x4A, "ntp_address", ""),
    settings_lines::on_off(0x4B, "geo"),
    settings_lines::number(0x4C, "geo_period_min", 2, 1, 65535, 1440),
    settings_lines::port(0x4D, "mqtt_loader_port", 1883),
    settings_lines::address(0x4E, "mqtt_loader_address", ""),
    settings_lines::port(0x4F, "http_loader_port", 80),
    settings_lines::address(0x50, "http_loader_address", ""),
    settings_lines::port(0x51, "mqtt_port", 1883),
    settings_lines::address(0x52, "mqtt_address", ""),
    settings_lines::text(0x53, "mqtt_user", 15, ""),
    settings_lines::password(0x54, "mqtt_password", 0, 15, ""),
    settings_lines::text(0x55, "mqtt_topic", 40, ""),
    settings_lines::on_off(0x56, "narodmon"),
    settings_lines::number(0x57, "narodmon_period_min", 2, 5, 65535, 6),
    settings_lines::port(0x58, "narodmon_port", 8283),
    settings_lines::address(0x59, "narodmon_address", "narodmon.ru"),
    settings_lines::on_off(0x5A, "inform"),
    settings_lines::number(0x5B, "inform_period", 1, 1, 2, 1),
    // Hour or day: judged by `inform_period`, and only while `inform` is on.
    settings_lines::number(0x5C, "inform_time", 1, 0, 255, 0),
    // Bit 0, the balance, is always 0.
    settings_lines::number(0x5D, "inform_flags", 1, 0, 0x3E, 0),
    {0x5E, "phone", SettingKind::phone, 0, 16, 0, 0, 0, "", false},
    settings_lines::on_off(0x5F, "phone_free"),
    settings_lines::password(0x60, "meter_password", 0, 9, "777777"),
    {0x61, "meter_protocol", SettingKind::meter_protocol, 1, 1, 0, 2, 0, "", false},
    settings_lines::password(0x62, "dlms_password", 0, 16, "12345678"),
    settings_lines::password(0x63, "dlms_key", 16, 16, "1122334455667788"),
};

inline constexpr size_t settings_count = sizeof settings_table / sizeof settings_table[0];

}  // namespace stapel::firmware
