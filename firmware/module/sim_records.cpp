#include "firmware/module/sim_records.hpp"

#include "firmware/module/at_line.hpp"
#include "firmware/module/crc.hpp"
#include "firmware/module/message.hpp"

namespace stapel::firmware {
namespace {

// 3GPP TS 23.040: 9.2.3.1 message type, 9.2.3.3 validity period format, 9.2.3.23 header.
constexpr uint8_t type_mask = 0x03, submit = 0x01, header_indicator = 0x40, period_mask = 0x18, relative_period = 0x10;
constexpr uint8_t eight_bit_data = 0x04;  // 3GPP TS 23.038, 4
constexpr size_t longest_data = 140;

/// Walks through a PDU; past its end every octet is 0 and `good` false.
struct PduReader {
    const uint8_t* bytes;
    size_t length, at = 0;
    bool good = true;

    uint8_t next() {
        good = good && at < length;
        return good ? bytes[at++] : uint8_t{0};
    }
    void skip(size_t count) {
        good = good && count <= length - at;
        if (good) at += count;
    }
};

size_t period_length(uint8_t first_octet) {
    if ((first_octet & period_mask) == 0) return 0;
    return (first_octet & period_mask) == relative_period ? 1 : 7;
}

/// Value of an upper- or lower-case hex digit, -1 for anything else.
int hex_value(char digit) {
    if (is_digit(digit)) return digit - '0';
    const char upper = to_upper(digit);
    return upper >= 'A' && upper <= 'F' ? upper - 'A' + 10 : -1;
}

/// Octets of a PDU in hex; 0 when it is none or too long.
size_t from_hex(Slice hex, uint8_t* into, size_t room) {
    if (hex.size % 2 != 0 || hex.size / 2 > room) return 0;
    for (size_t at = 0; at < hex.size; at += 2) {
        const int high = hex_value(hex.data[at]), low = hex_value(hex.data[at + 1]);
        if (high < 0 || low < 0) return 0;
        into[at / 2] = static_cast<uint8_t>(high << 4 | low);
    }
    return hex.size / 2;
}

void take_record(SimRecords& records, Slice data) {
    const auto* message = reinterpret_cast<const uint8_t*>(data.data);
    if (!is_settings_record(message, data.size)) return;
    const auto size = static_cast<uint8_t>(data.size);
    records.hash = crc32(crc32(records.hash, &size, 1), message, data.size);
    if (apply_record(records.made, message, data.size)) records.applied = true;
}

// 0 means that no set was applied yet.
uint32_t set_hash(const SimRecords& records, const char* iccid) {
    const Slice text = slice_of(iccid);
    const uint32_t hash = crc32(records.hash, reinterpret_cast<const uint8_t*>(text.data), text.size);
    return hash != 0 ? hash : 1;
}

}  // namespace

Slice settings_data(const uint8_t* pdu, size_t length) {
    PduReader reader{pdu, length};
    reader.skip(reader.next());  // service centre
    const uint8_t first_octet = reader.next();
    reader.next();  // message reference
    const uint8_t digits = reader.next();
    reader.skip(1U + (digits + 1U) / 2U);  // type and number of the destination
    reader.next();  // protocol identifier
    const uint8_t coding = reader.next();
    reader.skip(period_length(first_octet));
    const size_t size = reader.next();
    const size_t begin = reader.at;
    reader.skip(size);
    const bool fits = reader.good && size <= longest_data && coding == eight_bit_data &&
                      (first_octet & (type_mask | header_indicator)) == submit;
    return fits ? slice_of(pdu + begin, size) : Slice{};
}

void begin_records(Module& module) {
    module.modem.records = {};
    module.modem.records.made = module.stored;
}

bool take_record_line(Module& module, Slice line) {
    SimRecords& records = module.modem.records;
    if (begins(line, "+CMGL:")) {
        records.pdu_next = true;
        return true;
    }
    uint8_t pdu[sizeof AtLine::text / 2];
    const size_t length = records.pdu_next ? from_hex(line, pdu, sizeof pdu) : 0;
    if (length == 0) return false;
    records.pdu_next = false;
    const Slice data = settings_data(pdu, length);
    if (data.size > 0) take_record(records, data);
    return true;
}

void finish_records(Module& module) {
    const SimRecords& records = module.modem.records;
    const uint32_t hash = set_hash(records, module.network.iccid);
    if (module.phase == Phase::ready || !records.applied || hash == module.stored.applied_set) return;
    Stored next = records.made;
    next.applied_set = hash;
    if (!save(module.hal, module.board, next)) return;
    module.stored = next;
    module.in_effect = next.settings;
}

}  // namespace stapel::firmware
