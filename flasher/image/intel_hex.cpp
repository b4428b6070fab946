#include "flasher/image/intel_hex.hpp"

#include "flasher/image/assembly.hpp"
#include "flasher/image/text_records.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stapel::flasher {
namespace {

enum class Mode { none, segment, linear };

constexpr int data_record = 0, end_record = 1, segment_base = 2, segment_start = 3, linear_base = 4, linear_start = 5;

/// One line's bytes after its checksum was proved.
struct Record {
    std::uint16_t offset;
    int type;
    ByteView data;
};

class Reader {
public:
    Reader(std::string_view text, const std::string& file) : records_(text, file), assembly_(file) {}

    ImageFile read() {
        while (const auto line = records_.next()) apply(decode(*line));
        if (!records_.ended())
            records_.refuse("the end record :00000001FF expected, the end of the file found: the file is truncated, "
                            "copy it again");
        ImageFile made = assembly_.finish(Format::intel_hex);
        made.entry = entry_;
        return made;
    }

private:
    Record decode(std::string_view line) {
        if (line[0] != ':') records_.refuse("a record that begins with ':' expected: this is no Intel HEX line");
        const ByteView raw = records_.decode(line, 1);
        const std::size_t length = raw.empty() ? 0 : std::to_integer<std::size_t>(raw[0]);
        records_.want_bytes(length + 5, raw.size());  // length, two of address, type, checksum (general format)
        records_.want_checksum((0x100U - sum_of(raw.first(raw.size() - 1))) & 0xFFU,
                               std::to_integer<unsigned>(raw.back()));
        return {.offset = static_cast<std::uint16_t>(big_endian(raw.subspan(1, 2))),
                .type = std::to_integer<int>(raw[3]),
                .data = raw.subspan(4, length)};
    }

    void apply(const Record& record) {
        switch (record.type) {
            case data_record: data(record); return;
            case end_record: want_length(record, 0); records_.end(); return;
            case segment_base: set_base(record, Mode::segment, 4); return;
            case linear_base: set_base(record, Mode::linear, 16); return;
            // Where a debugger would start: nothing for the flash.
            case segment_start: want_length(record, 4); return;
            case linear_start: want_length(record, 4); entry_ = big_endian(record.data); return;
            default: records_.refuse(fmt::format("record type 00 to 05 expected, {:02X} found", record.type));
        }
    }

    void want_length(const Record& record, std::size_t expected) const {
        if (record.data.size() != expected)
            records_.refuse(fmt::format("{} data bytes expected in a record of type {:02X}, {} found", expected,
                                        record.type, record.data.size()));
    }

    void set_base(const Record& record, Mode mode, int shift) {
        want_length(record, 2);
        mode_ = mode;
        base_ = big_endian(record.data) << shift;
    }

    void data(const Record& record) {
        const std::size_t room = 0x10000U - record.offset;
        const bool crosses = record.data.size() > room;
        if (crosses && mode_ == Mode::none)
            records_.refuse("a record inside 64 KiB expected, one that passes 0xFFFF found: no record of type 02 or 04 "
                            "says where the rest belongs");
        const ByteView first = crosses && mode_ == Mode::segment ? record.data.first(room) : record.data;
        assembly_.add(std::uint64_t{base_} + record.offset, first, records_.place());
        // an offset wraps inside its segment (specification, type 02)
        assembly_.add(base_, record.data.subspan(first.size()), records_.place());
    }

    TextRecords records_;
    Assembly assembly_;
    Mode mode_ = Mode::none;
    std::uint32_t base_ = 0;
    std::optional<std::uint32_t> entry_;
};

void append_record(std::string& text, int type, std::uint16_t offset, ByteView data) {
    Bytes bytes;
    append_big_endian(bytes, static_cast<std::uint32_t>(data.size()), 1);
    append_big_endian(bytes, offset, 2);
    append_big_endian(bytes, static_cast<std::uint32_t>(type), 1);
    bytes.insert(bytes.end(), data.begin(), data.end());
    append_big_endian(bytes, 0x100U - sum_of(bytes), 1);
    text += ':' + to_hex(bytes) + '\n';
}

void append_number(std::string& text, int type, std::uint32_t number, std::size_t length) {
    Bytes bytes;
    append_big_endian(bytes, number, length);
    append_record(text, type, 0, bytes);
}

}  // namespace

ImageFile parse_intel_hex(std::string_view text, const std::string& file) { return Reader(text, file).read(); }

std::string to_intel_hex(const Image& image, std::optional<std::uint32_t> entry) {
    std::string text;
    std::optional<std::uint32_t> base;
    for (const auto& [start, bytes] : image.blocks()) {
        for (std::size_t at = 0; at < bytes.size();) {
            const auto address = static_cast<std::uint32_t>(start + at);
            if (base != address >> 16) append_number(text, linear_base, *(base = address >> 16), 2);
            const std::size_t room = 0x10000U - (address & 0xFFFFU);
            const ByteView data = ByteView(bytes).subspan(at, std::min({usual_record, room, bytes.size() - at}));
            append_record(text, data_record, static_cast<std::uint16_t>(address), data);
            at += data.size();
        }
    }
    if (entry) append_number(text, linear_start, *entry, 4);
    append_record(text, end_record, 0, {});
    return text;
}

}  // namespace stapel::flasher
