#pragma once

#include "flasher/image/image_error.hpp"
#include "station/base/bytes.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stapel::flasher {

/// Walks over a text of one record a line, in either line ending; blank lines are skipped, nothing else is. What is
/// wrong is refused with the line on which it stands.
class TextRecords {
public:
    /// Both must outlive this.
    TextRecords(std::string_view text, const std::string& file) : text_(text), file_(file) {}

    /// The next record without its line's end; none at the end of the text. Refuses one behind the end record.
    [[nodiscard]] std::optional<std::string_view> next();
    /// The record of now is the end record: nothing may follow it.
    void end() { ended_ = true; }
    [[nodiscard]] bool ended() const { return ended_; }
    /// The bytes of hex digits that begin behind `mark` characters of the line, valid until the next call.
    [[nodiscard]] ByteView decode(std::string_view line, std::size_t mark);

    /// A record that says its own length.
    void want_bytes(std::size_t expected, std::size_t found) const;
    void want_checksum(unsigned expected, unsigned found) const;

    [[nodiscard]] Place place() const { return {.line = line_}; }
    [[noreturn]] void refuse(std::string message) const { throw ImageError{file_, place(), std::move(message)}; }

private:
    std::string_view text_;
    const std::string& file_;
    int line_ = 0;
    bool ended_ = false;
    std::array<std::byte, 260> raw_{};  ///< 255 counted bytes, and what neither format counts
};

/// The sum of the bytes, modulo 256.
[[nodiscard]] unsigned sum_of(ByteView bytes);

/// How many data bytes a written record has, as every tool writes them.
constexpr std::size_t usual_record = 16;

}  // namespace stapel::flasher
