#include "firmware/module/cosem_answer.hpp"

namespace stapel::firmware {
namespace {

constexpr char llc[] = {'\xE6', '\xE7', 0x00};
constexpr uint8_t result_tag = 0xA2, diagnostic_tag = 0xA3, secret_tag = 0xAA;
constexpr uint8_t wrong_secret = 13, secret_wanted = 14;  // diagnostics (protocols 2.5)
constexpr uint8_t octet_string = 0x09;
constexpr size_t head_length = 3;  // of an answer: service, its kind, invoke byte

uint8_t byte_at(Slice bytes, size_t at) { return at < bytes.size ? static_cast<uint8_t>(bytes.data[at]) : uint8_t{0}; }

bool begins(Slice answer, uint8_t service) {
    return answer.size > head_length && byte_at(answer, 0) == service && byte_at(answer, 1) == 1;
}

/// The value behind a tag in BER, of lengths below 128; null when it is not there.
Slice find_tag(Slice fields, uint8_t tag) {
    while (fields.size >= 2) {
        const size_t length = byte_at(fields, 1);
        const Slice value = after(fields, 2);
        if (length > value.size) return {};
        if (byte_at(fields, 0) == tag) return {value.data, length};
        fields = after(value, length);
    }
    return {};
}

/// `02 01 NN`, at the end of the result's field and of the diagnostic's.
bool number_in(Slice field, uint8_t& number) {
    if (field.size < 3 || byte_at(field, field.size - 3) != 0x02 || byte_at(field, field.size - 2) != 1) return false;
    number = byte_at(field, field.size - 1);
    return true;
}

/// Bytes of a value of fixed length; -1 when the tag is none of these (protocols 2.6).
int fixed_length(uint8_t tag) {
    switch (tag) {
    case 0x00: return 0;
    case 0x03: case 0x0F: case 0x11: case 0x16: return 1;
    case 0x10: case 0x12: return 2;
    case 0x05: case 0x06: case 0x17: return 4;
    case 0x14: case 0x15: return 8;
    case 0x19: return 12;
    default: return -1;
    }
}

bool is_string(uint8_t tag) { return tag == octet_string || tag == 0x0A || tag == 0x0C; }
bool is_collection(uint8_t tag) { return tag == 0x01 || tag == 0x02; }

}  // namespace

Slice apdu_in(const uint8_t* information, size_t length) {
    const Slice whole = slice_of(information, length);
    if (length <= sizeof llc || memcmp(whole.data, llc, sizeof llc) != 0) return {};
    return after(whole, sizeof llc);
}

CosemResult association_in(Slice answer, Slice& challenge) {
    uint8_t result = 0, diagnostic = 0;
    if (byte_at(answer, 0) != 0x61 || byte_at(answer, 1) + 2U != answer.size) return CosemResult::refused;
    const Slice fields = after(answer, 2);
    if (!number_in(find_tag(fields, result_tag), result)) return CosemResult::refused;
    if (!number_in(find_tag(fields, diagnostic_tag), diagnostic)) return CosemResult::refused;
    if (diagnostic == wrong_secret) return CosemResult::password;
    if (result != 0) return CosemResult::refused;
    if (diagnostic != secret_wanted) return CosemResult::good;
    challenge = after(find_tag(fields, secret_tag), 2);  // 80 10
    return challenge.size == challenge_length ? CosemResult::challenge : CosemResult::refused;
}

CosemResult data_in(Slice answer, Slice& data) {
    if (!begins(answer, 0xC4) || byte_at(answer, head_length) != 0) return CosemResult::refused;
    data = after(answer, head_length + 1);
    return CosemResult::good;
}

CosemResult set_result_in(Slice answer) {
    return begins(answer, 0xC5) && byte_at(answer, head_length) == 0 ? CosemResult::good : CosemResult::refused;
}

// `C7 01 <invoke> <result> 01 00 <data>`
CosemResult proof_in(Slice answer, Slice& proof) {
    if (!begins(answer, 0xC7)) return CosemResult::refused;
    if (byte_at(answer, head_length) != 0) return CosemResult::password;
    Slice data = after(answer, head_length + 3);
    CosemData value{};
    if (byte_at(answer, head_length + 1) != 1 || !take_value(data, value)) return CosemResult::refused;
    proof = slice_of(value.bytes, value.length);
    return value.tag == octet_string && proof.size == challenge_length ? CosemResult::good : CosemResult::refused;
}

bool take_value(Slice& data, CosemData& value) {
    if (data.size == 0) return false;
    value.tag = byte_at(data, 0);
    const int fixed = fixed_length(value.tag);
    const bool counted = is_string(value.tag);
    if (fixed < 0 && !counted && !is_collection(value.tag)) return false;
    const size_t head = counted ? 2 : 1;
    size_t length = fixed < 0 ? 1 : static_cast<size_t>(fixed);
    if (counted) length = byte_at(data, 1);
    if (head + length > data.size || (counted && length > 127)) return false;  // longer ones are nothing of ours
    value.bytes = reinterpret_cast<const uint8_t*>(data.data) + head;
    value.length = length;
    data = after(data, head + length);
    return true;
}

}  // namespace stapel::firmware
