#include "flasher/image/text_records.hpp"

#include <fmt/format.h>

namespace stapel::flasher {
namespace {

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t") == std::string_view::npos; }

}  // namespace

std::optional<std::string_view> TextRecords::next() {
    while (!text_.empty()) {
        ++line_;
        const std::size_t end = text_.find('\n');
        std::string_view line = text_.substr(0, end);
        text_.remove_prefix(end == std::string_view::npos ? text_.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (is_blank(line)) continue;
        if (ended_)
            refuse("the end of the file expected after the end record, more found: two files run together? Build the image "
                   "again");
        return line;
    }
    return std::nullopt;
}

ByteView TextRecords::decode(std::string_view line, std::size_t mark) {
    const std::string_view digits = line.substr(mark);
    const std::size_t used = digits.size() / 2;
    if (used > raw_.size()) refuse(fmt::format("at most {} digits expected, {} found", raw_.size() * 2, digits.size()));
    for (std::size_t at = 0; at < digits.size(); ++at)
        if (hex_digit(digits[at]) < 0)
            refuse(fmt::format("a hex digit expected, a byte of 0x{:02X} found in column {}",
                               static_cast<unsigned char>(digits[at]), at + mark + 1));
    if (digits.size() % 2 != 0)
        refuse(fmt::format("an even number of digits expected, {} found: the line is cut", digits.size()));
    for (std::size_t at = 0; at < used; ++at)
        raw_[at] = static_cast<std::byte>(hex_digit(digits[2 * at]) * 16 + hex_digit(digits[2 * at + 1]));
    return ByteView(raw_).first(used);
}

void TextRecords::want_bytes(std::size_t expected, std::size_t found) const {
    if (found != expected)
        refuse(fmt::format("a record of {} bytes expected, as it says itself, {} found: the line is cut or joined",
                           expected, found));
}

void TextRecords::want_checksum(unsigned expected, unsigned found) const {
    if (found != expected)
        refuse(fmt::format("checksum {:02X} expected, {:02X} found: the line was damaged, build or copy the file again",
                           expected, found));
}

unsigned sum_of(ByteView bytes) {
    unsigned sum = 0;
    for (const std::byte byte : bytes) sum += std::to_integer<unsigned>(byte);
    return sum & 0xFFU;
}

}  // namespace stapel::flasher
