#include "flasher/intel_hex.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace stapel::flasher {
namespace {

enum class Mode { none, segment, linear };

/// A piece of a data record; its bytes lie in the reader's pool.
struct Piece {
    std::uint32_t address;
    int line;
    std::size_t offset, length;
};

/// One line's bytes after its checksum was proved.
struct Record {
    std::uint16_t offset;
    int type;
    ByteView data;
};

int digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t") == std::string_view::npos; }

std::uint32_t big_endian(ByteView bytes) {
    std::uint32_t value = 0;
    for (const std::byte byte : bytes) value = value << 8 | std::to_integer<std::uint32_t>(byte);
    return value;
}

class Reader {
public:
    explicit Reader(const std::string& file) : file_(file) {}

    Image read(std::string_view text) {
        while (!text.empty()) take_line(text);
        if (!ended_) refuse("the end record :00000001FF expected, the end of the file found: the file is truncated, "
                            "copy it again");
        return assemble();
    }

private:
    [[noreturn]] void refuse(std::string message) const { throw ImageError{file_, line_, std::move(message)}; }

    void take_line(std::string_view& text) {
        ++line_;
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (is_blank(line)) return;
        if (ended_) refuse("the end of the file expected after the end record, more found: two files run together? "
                           "Build the image again");
        apply(decode(line));
    }

    Record decode(std::string_view line) {
        if (line[0] != ':') refuse("a record that begins with ':' expected: this is no Intel HEX line");
        decode_digits(line.substr(1));
        const std::size_t length = used_ == 0 ? 0 : std::to_integer<std::size_t>(raw_[0]);
        if (used_ != length + 5)  // length, two of address, type, checksum (specification, general format)
            refuse(fmt::format("a record of {} bytes expected, as it says itself, {} found: the line is cut or joined",
                               length + 5, used_));
        check_sum();
        return {.offset = static_cast<std::uint16_t>(big_endian(ByteView(raw_).subspan(1, 2))),
                .type = std::to_integer<int>(raw_[3]),
                .data = ByteView(raw_).subspan(4, length)};
    }

    void decode_digits(std::string_view digits) {
        used_ = digits.size() / 2;
        if (used_ > raw_.size())
            refuse(fmt::format("at most {} digits expected, {} found", raw_.size() * 2, digits.size()));
        for (std::size_t at = 0; at < digits.size(); ++at)
            if (digit(digits[at]) < 0)
                refuse(fmt::format("a hex digit expected, a byte of 0x{:02X} found in column {}",
                                   static_cast<unsigned char>(digits[at]), at + 2));
        if (digits.size() % 2 != 0)
            refuse(fmt::format("an even number of digits expected, {} found: the line is cut", digits.size()));
        for (std::size_t at = 0; at < used_; ++at)
            raw_[at] = static_cast<std::byte>(digit(digits[2 * at]) * 16 + digit(digits[2 * at + 1]));
    }

    void check_sum() const {
        unsigned sum = 0;
        for (std::size_t at = 0; at + 1 < used_; ++at) sum += std::to_integer<unsigned>(raw_[at]);
        const unsigned expected = (0x100U - (sum & 0xFFU)) & 0xFFU;
        const auto found = std::to_integer<unsigned>(raw_[used_ - 1]);
        if (expected != found)
            refuse(fmt::format("checksum {:02X} expected, {:02X} found: the line was damaged, build or copy the file "
                               "again", expected, found));
    }

    void apply(const Record& record) {
        switch (record.type) {
            case 0: data(record); return;
            case 1: want_length(record, 0); ended_ = true; return;
            case 2: set_base(record, Mode::segment, 4); return;
            case 4: set_base(record, Mode::linear, 16); return;
            case 3:
            case 5: want_length(record, 4); return;  // where a debugger would start: nothing for the flash
            default: refuse(fmt::format("record type 00 to 05 expected, {:02X} found", record.type));
        }
    }

    void want_length(const Record& record, std::size_t expected) const {
        if (record.data.size() != expected)
            refuse(fmt::format("{} data bytes expected in a record of type {:02X}, {} found", expected, record.type,
                               record.data.size()));
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
            refuse("a record inside 64 KiB expected, one that passes 0xFFFF found: no record of type 02 or 04 says "
                   "where the rest belongs");
        if (crosses && mode_ == Mode::segment) {  // an offset wraps inside its segment (specification, type 02)
            keep(base_ + record.offset, record.data.first(room));
            keep(base_, record.data.subspan(room));
        } else {
            keep(std::uint64_t{base_} + record.offset, record.data);
        }
    }

    void keep(std::uint64_t address, ByteView bytes) {
        if (address + bytes.size() > UINT32_MAX) refuse("an address below 4 GiB expected, one above found");
        pieces_.push_back({static_cast<std::uint32_t>(address), line_, pool_.size(), bytes.size()});
        pool_.insert(pool_.end(), bytes.begin(), bytes.end());
    }

    ByteView bytes(const Piece& piece) const { return ByteView(pool_).subspan(piece.offset, piece.length); }

    // Sorted first: a file written backwards would otherwise move every byte for every record.
    Image assemble() {
        std::ranges::stable_sort(pieces_, {}, &Piece::address);
        Image image;
        for (const Piece& piece : pieces_)
            if (!image.add(piece.address, bytes(piece))) contradiction(piece);
        if (image.size() == 0) refuse("data records expected, none found: the image is empty");
        return image;
    }

    [[noreturn]] void contradiction(const Piece& piece) {
        for (const Piece& other : pieces_) {
            Image both;
            if (!both.add(other.address, bytes(other)) || both.add(piece.address, bytes(piece))) continue;
            line_ = std::max(other.line, piece.line);
            refuse(fmt::format("the same bytes as in line {} expected, others found: two records give different values "
                               "to one address, build the image again", std::min(other.line, piece.line)));
        }
        refuse("records that agree expected");
    }

    const std::string& file_;
    int line_ = 0;
    Mode mode_ = Mode::none;
    std::uint32_t base_ = 0;
    bool ended_ = false;
    std::array<std::byte, 255 + 5> raw_{};
    std::size_t used_ = 0;
    std::vector<Piece> pieces_;
    Bytes pool_;
};

}  // namespace

Image parse_intel_hex(std::string_view text, const std::string& file) { return Reader(file).read(text); }

}  // namespace stapel::flasher
