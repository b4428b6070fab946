#include "firmware/module/text_parameters.hpp"

#include "firmware/module/base64url.hpp"
#include "firmware/module/decimal.hpp"

namespace stapel::firmware {
namespace {

constexpr size_t items_max = 1024;  // more than all settings at their longest
constexpr size_t flags_count = 6;   // protocols 5.6, AUTOINFO: balance, total, T1 to T4

/// Six digits 0 or 1, the first one bit 0.
bool parse_flags(Slice text, int32_t& flags) {
    if (text.size != flags_count) return false;
    flags = 0;
    for (size_t at = 0; at < text.size; ++at) {
        if (text.data[at] != '0' && text.data[at] != '1') return false;
        flags |= (text.data[at] - '0') << at;
    }
    return true;
}

/// «-» is how a text command writes an empty user or password (protocols 5.6).
bool is_dash_for_nothing(uint8_t id, Slice text) {
    return (id == user_id || id == password_id) && text.size == 1 && text.data[0] == '-';
}

Refusal write_text(Settings& draft, uint8_t id, Slice text) {
    if (text.size > UINT8_MAX) return {error_byte_count, id};
    if (is_dash_for_nothing(id, text)) text.size = 0;
    return write_setting(draft, id, {reinterpret_cast<const uint8_t*>(text.data), static_cast<uint8_t>(text.size)});
}

Refusal write_parameter(Settings& draft, uint8_t id, Slice text) {
    if (is_text(*find_setting(id))) return write_text(draft, id, text);
    int32_t number = 0;
    const bool parsed = id == inform_flags_id ? parse_flags(text, number) : parse_decimal(text, number);
    return parsed ? write_number(draft, id, number) : Refusal{error_value, id};
}

bool has_several(const Parameters& parameters) { return parameters.ids[1] != 0; }

}  // namespace

// A single parameter is all of the rest: an APN's password may hold commas.
Refusal write_parameters(Settings& draft, const Parameters& parameters, Slice text) {
    for (const uint8_t id : parameters.ids) {
        if (id == 0) break;
        const size_t length = has_several(parameters) ? find(text, ',') : text.size;
        const Refusal refusal = write_parameter(draft, id, trimmed({text.data, length}));
        if (is_refused(refusal)) return refusal;
        if (length == text.size) return check_combinations(draft);
        text = after(text, length + 1);
    }
    return {error_structure, 0};
}

Refusal write_encoded_items(Settings& draft, Slice text, bool& apply) {
    uint8_t bytes[items_max];
    size_t length = 0;
    if (!decode_base64url(text, bytes, sizeof bytes, length) || length == 0) return {error_structure, 0};
    const Items items{bytes, length, Form::strict};
    return are_whole(items) ? write_items(draft, items, apply) : Refusal{error_structure, 0};
}

}  // namespace stapel::firmware
