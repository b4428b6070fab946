#include "station/plan/source_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace stapel::plan {
namespace {

constexpr std::size_t longest_file = 1U << 20U;

unsigned byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

bool is_continuation(unsigned byte) { return (byte & 0xC0U) == 0x80U; }

/// Bytes that a character takes by its first byte (RFC 3629); 0 = no first byte.
std::size_t length_by_first(unsigned byte) {
    if (byte < 0x80) return 1;
    if (byte >= 0xC2 && byte <= 0xDF) return 2;
    if (byte >= 0xE0 && byte <= 0xEF) return 3;
    if (byte >= 0xF0 && byte <= 0xF4) return 4;
    return 0;
}

/// RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_second_byte(unsigned first, unsigned second) {
    if (first == 0xE0) return second >= 0xA0;
    if (first == 0xED) return second <= 0x9F;
    if (first == 0xF0) return second >= 0x90;
    if (first == 0xF4) return second <= 0x8F;
    return true;
}

/// Length of the character at `at`; 0 when there is none of a text.
std::size_t character_length(std::string_view text, std::size_t at) {
    const unsigned first = byte_at(text, at);
    if (first == 0x7F || (first < ' ' && first != '\t' && first != '\n' && first != '\r')) return 0;
    const std::size_t length = length_by_first(first);
    if (length == 0 || at + length > text.size()) return 0;
    for (std::size_t next = 1; next < length; ++next)
        if (!is_continuation(byte_at(text, at + next))) return 0;
    return length == 1 || is_second_byte(first, byte_at(text, at + 1)) ? length : 0;
}

std::optional<std::size_t> first_bad_byte(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = character_length(text, at);
        if (length == 0) return at;
        at += length;
    }
    return std::nullopt;
}

Place place_at(std::string_view text, std::size_t at) {
    const std::string_view before = text.substr(0, at);
    const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
    const Place in_bytes{static_cast<int>(std::ranges::count(before, '\n')) + 1, static_cast<int>(at - line_start) + 1};
    return Columns(before).in_characters(in_bytes);
}

std::optional<std::string> read_bytes(Problems& problems) {
    const auto refuse = [&problems](const std::string& reason) {
        problems.add({}, {"a file that can be read", reason, "check its name and its permissions"});
        return std::nullopt;
    };
    std::error_code error;
    if (std::filesystem::is_directory(problems.file(), error)) return refuse("a directory");
    errno = 0;
    std::ifstream stream(problems.file(), std::ios::binary);
    if (!stream) return refuse(std::strerror(errno));
    std::string bytes(longest_file + 1, '\0');
    stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (stream.bad()) return refuse(std::strerror(errno));
    bytes.resize(static_cast<std::size_t>(stream.gcount()));
    return bytes;
}

}  // namespace

std::optional<std::string> read_source(Problems& problems) {
    auto bytes = read_bytes(problems);
    if (!bytes) return std::nullopt;
    if (bytes->size() > longest_file) {
        problems.add({}, {"at most 1 MiB of text", "a longer file", "check that this is the right file"});
        return std::nullopt;
    }
    if (const auto at = first_bad_byte(*bytes)) {
        problems.add(place_at(*bytes, *at), {"UTF-8 text", fmt::format("the byte {:02X}", byte_at(*bytes, *at)),
                                             "save the file as UTF-8, or check that this is the right file"});
        return std::nullopt;
    }
    return bytes;
}

std::string_view without_byte_order_mark(std::string_view text) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    return text.starts_with(mark) ? text.substr(mark.size()) : text;
}

Columns::Columns(std::string_view text) : line_starts_{0}, continuations_{0} {
    continuations_.reserve(text.size() + 1);
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '\n') line_starts_.push_back(at + 1);
        continuations_.push_back(continuations_.back() + (is_continuation(byte_at(text, at)) ? 1 : 0));
    }
}

Place Columns::in_characters(const Place& in_bytes) const {
    const auto line = std::min(static_cast<std::size_t>(in_bytes.line), line_starts_.size()) - 1;
    const std::size_t start = line_starts_[line];
    const std::size_t at = std::min(start + static_cast<std::size_t>(in_bytes.column) - 1, continuations_.size() - 1);
    const std::size_t continued = continuations_[at] - continuations_[std::min(start, at)];
    return {in_bytes.line, in_bytes.column - static_cast<int>(continued)};
}

}  // namespace stapel::plan
