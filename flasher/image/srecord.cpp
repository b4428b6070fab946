#include "flasher/image/srecord.hpp"

#include "flasher/image/assembly.hpp"
#include "flasher/image/text_records.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace stapel::flasher {
namespace {

enum class Kind { header, data, reserved, count, end };

/// What the digit behind the S means (appendix C, table C-1).
struct TypeRule {
    Kind kind;
    std::size_t address_length;  ///< bytes
};
constexpr std::array<TypeRule, 10> types{{{Kind::header, 2},
                                          {Kind::data, 2},
                                          {Kind::data, 3},
                                          {Kind::data, 4},
                                          {Kind::reserved, 0},
                                          {Kind::count, 2},
                                          {Kind::count, 3},
                                          {Kind::end, 4},
                                          {Kind::end, 3},
                                          {Kind::end, 2}}};

/// The type of a kind with addresses of that length.
char type_of(Kind kind, std::size_t address_length) {
    const auto fits = [&](const TypeRule& rule) { return rule.kind == kind && rule.address_length == address_length; };
    return static_cast<char>('0' + (std::ranges::find_if(types, fits) - types.begin()));
}

struct Record {
    char type;
    TypeRule rule;
    std::uint32_t address;
    ByteView data;
};

class Reader {
public:
    Reader(std::string_view text, const std::string& file) : records_(text, file), assembly_(file) {}

    ImageFile read() {
        while (const auto line = records_.next()) apply(decode(*line));
        // srec_cat writes a count alone where there is no entry; it proves the file whole, too
        if (!records_.ended() && !counted_)
            records_.refuse(fmt::format("an end record S{} or a count expected, the end of the file found: the file is "
                                        "truncated, copy it again", type_of(Kind::end, widest_)));
        ImageFile made = assembly_.finish(Format::srecord);
        made.entry = entry_;
        return made;
    }

private:
    Record decode(std::string_view line) {
        if (line.size() < 2 || line[0] != 'S' || line[1] < '0' || line[1] > '9')
            records_.refuse("a record that begins with S0 to S9 expected: this is no S-record line");
        const TypeRule rule = types[static_cast<std::size_t>(line[1] - '0')];
        if (rule.kind == Kind::reserved) records_.refuse("S0 to S3 or S5 to S9 expected, S4 found: it has no meaning");
        const ByteView raw = records_.decode(line, 2);
        const std::size_t counted = raw.empty() ? 0 : std::to_integer<std::size_t>(raw[0]);
        if (counted < rule.address_length + 1)  // address and checksum are counted
            records_.refuse(fmt::format("a count of {} bytes at least expected in S{}, {} found",
                                        rule.address_length + 1, line[1], counted));
        records_.want_bytes(counted + 1, raw.size());
        // ones' complement of the sum of count, address and data (appendix C, checksum)
        records_.want_checksum(~sum_of(raw.first(raw.size() - 1)) & 0xFFU, std::to_integer<unsigned>(raw.back()));
        const ByteView data = raw.subspan(1 + rule.address_length, counted - rule.address_length - 1);
        return {line[1], rule, big_endian(raw.subspan(1, rule.address_length)), data};
    }

    void apply(const Record& record) {
        switch (record.rule.kind) {
            case Kind::data: data(record); return;
            case Kind::count: count(record); return;
            case Kind::end: end(record); return;
            case Kind::header:
            case Kind::reserved: return;
        }
    }

    void data(const Record& record) {
        if (counted_) records_.refuse("an end record expected behind the count, data found: two files run together?");
        ++data_records_;
        widest_ = std::max(widest_, record.rule.address_length);
        assembly_.add(record.address, record.data, records_.place());
    }

    void count(const Record& record) {
        want_no_data(record);
        counted_ = true;
        if (record.address != data_records_)
            records_.refuse(fmt::format("a count of {} data records expected, {} found: records were lost or added, "
                                        "build or copy the file again", data_records_, record.address));
    }

    void end(const Record& record) {
        want_no_data(record);
        if (data_records_ != 0 && record.rule.address_length != widest_)
            records_.refuse(fmt::format("an end record S{} expected behind addresses of {} bytes, S{} found: build the "
                                        "image again", type_of(Kind::end, widest_), widest_, record.type));
        records_.end();
        if (record.address != 0) entry_ = record.address;
    }

    void want_no_data(const Record& record) const {
        if (!record.data.empty())
            records_.refuse(fmt::format("no data bytes expected in S{}, {} found", record.type, record.data.size()));
    }

    TextRecords records_;
    Assembly assembly_;
    std::uint32_t data_records_ = 0;
    std::size_t widest_ = 2;  ///< bytes of the longest address
    std::optional<std::uint32_t> entry_;
    bool counted_ = false;
};

struct Address {
    std::uint32_t value;
    std::size_t length;
};

void append_record(std::string& text, char type, const Address& address, ByteView data) {
    Bytes bytes;
    append_big_endian(bytes, static_cast<std::uint32_t>(address.length + data.size() + 1), 1);
    append_big_endian(bytes, address.value, address.length);
    bytes.insert(bytes.end(), data.begin(), data.end());
    append_big_endian(bytes, ~sum_of(bytes), 1);
    text += fmt::format("S{}{}\n", type, to_hex(bytes));
}

std::size_t length_for(std::uint32_t last_address) {
    if (last_address <= 0xFFFF) return 2;
    return last_address <= 0xFFFFFF ? 3 : 4;
}

}  // namespace

ImageFile parse_srecord(std::string_view text, const std::string& file) { return Reader(text, file).read(); }

std::string to_srecord(const Image& image, std::optional<std::uint32_t> entry, std::string_view name) {
    constexpr std::size_t longest_name = 40;  // a line as long as the others
    std::string text;
    append_record(text, '0', {0, 2}, bytes_of(name.substr(0, longest_name)));
    const std::size_t length = length_for(std::max(image.end() - 1, entry.value_or(0)));
    std::uint32_t records = 0;
    for (const auto& [start, bytes] : image.blocks()) {
        for (std::size_t at = 0; at < bytes.size(); at += usual_record, ++records) {
            const ByteView data = ByteView(bytes).subspan(at, std::min(usual_record, bytes.size() - at));
            append_record(text, type_of(Kind::data, length), {static_cast<std::uint32_t>(start + at), length}, data);
        }
    }
    const std::size_t count_length = length_for(records);  // S5 up to 65,535, then S6
    if (count_length <= 3) append_record(text, type_of(Kind::count, count_length), {records, count_length}, {});
    append_record(text, type_of(Kind::end, length), {entry.value_or(0), length}, {});
    return text;
}

}  // namespace stapel::flasher
