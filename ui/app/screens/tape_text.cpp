#include "ui/app/screens/tape_text.hpp"

#include "station/base/characters.hpp"
#include "ui/frames/readable.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <utility>

namespace stapel::app {
namespace {

using frames::characters_shown, frames::is_readable;
using transport::Direction;
using transport::TapeEntry;

constexpr std::size_t longest_line = 256;  // a block of the ROM bootloader
constexpr std::size_t longest_hex = 32;    // bytes of a line in hex; the rest is counted
constexpr std::int64_t silence_ms = 200;

// Secrets are masked with a plain asterisk, whatever the parity was.
bool is_even(std::byte byte) { return std::popcount(std::to_integer<unsigned>(byte)) % 2 == 0 || byte == std::byte{'*'}; }

bool begins_frame(std::byte byte) { return byte == std::byte{0x7E} || byte == std::byte{0xC0}; }  // HDLC, SLIP

// Characters of IEC 62056-21 on the meter port (DESIGN 5); plain bytes carry no parity.
bool carries_parity(std::string_view channel, ByteView bytes) {
    const auto high = [](std::byte byte) { return (byte & std::byte{0x80}) != std::byte{}; };
    return channel == "meter" && !bytes.empty() && !begins_frame(bytes.front()) && std::ranges::all_of(bytes, is_even) &&
           std::ranges::any_of(bytes, high);
}

// Of IEC 62056-21: SOH or STX begin a block, which ends with one character after ETX and may hold line ends.
constexpr std::byte soh{0x01}, stx{0x02}, etx{0x03};

std::byte without_high_bit(std::byte byte) { return byte & std::byte{0x7F}; }

bool begins_block(std::byte byte) { return without_high_bit(byte) == soh || without_high_bit(byte) == stx; }

/// The one before the last, whether it carries parity or not; none is 0.
std::byte character_before(const Bytes& bytes) {
    return bytes.size() < 2 ? std::byte{} : without_high_bit(bytes[bytes.size() - 2]);
}

std::string hex_pairs(ByteView bytes) {
    const std::string digits = to_hex(bytes);
    std::string text;
    for (std::size_t i = 0; i < digits.size(); i += 2) {
        if (i != 0) text += ' ';
        text.append(digits, i, 2);
    }
    return text;
}

std::string shortened_hex(ByteView bytes) {
    if (bytes.size() <= longest_hex) return hex_pairs(bytes);
    return hex_pairs(bytes.first(longest_hex)) + " +" + std::to_string(bytes.size() - longest_hex);
}

// The console and the jig speak in lines: their ends are no news.
std::string_view without_end(std::string_view channel, std::string_view characters) {
    if (channel != "host" && channel != "control") return characters;
    return characters.substr(0, characters.find_last_not_of("\r\n") + 1);
}

// Before the module's program runs, the ROM bootloader answers on the same channel: single bytes, blocks of data.
bool may_be_text(std::string_view channel, Direction direction, std::string_view characters) {
    if (channel != "host") return true;
    return direction == Direction::in && characters.size() >= 3 && std::ranges::all_of(characters, is_readable);
}

bool is_text(std::string_view channel, Direction direction, std::string_view characters) {
    if (characters.empty() || begins_frame(static_cast<std::byte>(characters.front()))) return false;
    const auto strange = std::ranges::count_if(characters, [](char character) { return !is_readable(character); });
    // One strange byte among four is the block check character of a short message.
    return static_cast<std::size_t>(strange) * 4 <= characters.size() && may_be_text(channel, direction, characters);
}

std::string stripped(ByteView bytes) {
    std::string text;
    for (const std::byte byte : bytes) text += static_cast<char>(without_high_bit(byte));
    return text;
}

/// Puts entries together to lines.
class LineMaker {
public:
    void add(const TapeEntry& entry) {
        Open& open = open_[entry.channel];
        if (open.under_way && (entry.cut || turned(entry, open))) close(open);
        bool cut = entry.cut;  // of an entry's lines only the first misses something
        for (const std::byte byte : entry.bytes) {
            if (!open.under_way) begin(entry, open, std::exchange(cut, false));
            open.bytes.push_back(byte);
            if (ended(entry.channel, open.bytes)) close(open);
        }
        open.last_ms = entry.ms;
    }

    std::vector<TapeLine> finished() && {
        for (auto& [channel, open] : open_)
            if (open.under_way) close(open);
        return std::move(lines_);
    }

private:
    /// A channel's last line, which may go on.
    struct Open {
        bool under_way = false;
        std::size_t line = 0;
        std::int64_t last_ms = 0;
        Bytes bytes;
    };

    [[nodiscard]] bool turned(const TapeEntry& entry, const Open& open) const {
        return lines_[open.line].direction != entry.direction || entry.ms - open.last_ms > silence_ms;
    }

    void begin(const TapeEntry& entry, Open& open, bool cut) {
        open.under_way = true;
        open.line = lines_.size();
        open.bytes.clear();
        lines_.push_back({.ms = entry.ms, .channel = entry.channel, .direction = entry.direction, .cut = cut,
                          .without_parity = false, .bytes = 0, .text = {}});
    }

    static bool ended(std::string_view channel, const Bytes& bytes) {
        if (bytes.size() >= longest_line) return true;
        if (channel == "meter" && begins_block(bytes.front())) return character_before(bytes) == etx;
        if (bytes.back() != std::byte{'\n'}) return false;
        return channel == "control" || character_before(bytes) == std::byte{'\r'};
    }

    void close(Open& open) {
        TapeLine& line = lines_[open.line];
        auto shown = shown_bytes(line.channel, line.direction, open.bytes);
        line.bytes = open.bytes.size();
        line.text = std::move(shown.text);
        line.without_parity = shown.without_parity;
        open.under_way = false;
    }

    std::vector<TapeLine> lines_;
    std::map<std::string, Open, std::less<>> open_;
};

}  // namespace

ShownBytes shown_bytes(std::string_view channel, Direction direction, ByteView bytes) {
    const bool parity = carries_parity(channel, bytes);
    const std::string characters = parity ? stripped(bytes) : std::string(text_of(bytes));
    if (!is_text(channel, direction, characters)) return {shortened_hex(bytes), false};
    return {characters_shown(without_end(channel, characters)), parity};
}

std::vector<TapeLine> tape_lines(const std::vector<TapeEntry>& tape, std::string_view channel) {
    LineMaker maker;
    for (const TapeEntry& entry : tape)
        if (channel.empty() || entry.channel == channel) maker.add(entry);
    return std::move(maker).finished();
}

std::string hex_row(ByteView bytes) {
    std::string text = hex_pairs(bytes);
    text.resize(16 * 3, ' ');
    for (const char character : text_of(bytes)) text += is_printable(character) ? character : '.';
    return text;
}

}  // namespace stapel::app
