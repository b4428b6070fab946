#include "firmware/module/address.hpp"
#include "firmware/module/settings.hpp"

namespace stapel::firmware {
namespace {

constexpr size_t phone_digits_min = 11, phone_digits_max = 15;  // dialect 1, id 5E
constexpr int32_t balance_flag = 0x01;

bool is_mode(int32_t number) {
    return number == mode_client || number == mode_server || number == mode_cenc || number == mode_nidd;
}

bool is_phone(Slice text) {
    if (text.size == 0) return true;
    const Slice digits = after(text, 1);
    return text.data[0] == '+' && digits.size >= phone_digits_min && digits.size <= phone_digits_max &&
           all_are(digits, is_digit);
}

// The lowest flag is the balance, which no module sends (protocols 5.6, AUTOINFO).
bool in_range(const Setting& setting, int32_t number) {
    if (setting.id == inform_flags_id && (number & balance_flag) != 0) return false;
    return number >= setting.min && number <= setting.max;
}

bool says_something_possible(const Setting& setting, Value value) {
    const Slice text = slice_of(value.bytes, value.length);
    switch (setting.kind) {
    case SettingKind::mode: return is_mode(number_in(setting, value));
    case SettingKind::meter_protocol:
    case SettingKind::number:
    case SettingKind::signed_number:
    case SettingKind::on_off: return in_range(setting, number_in(setting, value));
    case SettingKind::text: return all_are(text, is_printable);
    case SettingKind::alphanumeric: return all_are(text, is_alphanumeric);
    case SettingKind::address: return text.size == 0 || is_address(text);
    case SettingKind::phone: return is_phone(text);
    }
    return false;
}

}  // namespace

SettingError check_value(const Setting& setting, Value value) {
    if (value.length < setting.min_length || value.length > setting.max_length) return SettingError::byte_count;
    return says_something_possible(setting, value) ? SettingError::none : SettingError::value;
}

}  // namespace stapel::firmware
