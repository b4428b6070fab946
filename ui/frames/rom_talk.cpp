#include "ui/frames/rom_talk.hpp"

#include "station/base/characters.hpp"
#include "ui/frames/line_pieces.hpp"
#include "ui/frames/masked.hpp"
#include "ui/frames/readable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace stapel::frames {
namespace {

constexpr std::byte autobaud{0x7F}, ack{0x79}, nack{0x1F};  // AN3155
constexpr std::byte all_ones{0xFF};
constexpr std::size_t address_size = 5;  // with its checksum
constexpr std::uint8_t go = 0x21, read_memory = 0x11, write_memory = 0x31, erase = 0x43, extended_erase = 0x44;

struct CommandName {
    std::uint8_t code;
    std::string_view name;
};

constexpr std::array command_names{  // AN3155, table 2
    CommandName{0x00, "Get"}, CommandName{0x01, "Get version"}, CommandName{0x02, "Get ID"},
    CommandName{read_memory, "Read memory"}, CommandName{go, "Go"}, CommandName{write_memory, "Write memory"},
    CommandName{erase, "Erase"}, CommandName{extended_erase, "Extended erase"}, CommandName{0x63, "Write protect"},
    CommandName{0x73, "Write unprotect"}, CommandName{0x82, "Readout protect"}, CommandName{0x92, "Readout unprotect"},
    CommandName{0xA1, "Get checksum"},
};

std::uint8_t number_at(ByteView bytes, std::size_t at) { return std::to_integer<std::uint8_t>(bytes[at]); }

bool has_checksum(ByteView packet) {
    std::byte sum{};
    for (const std::byte byte : packet) sum ^= byte;
    return sum == std::byte{};
}

bool is_pair(ByteView packet) { return packet.size() == 2 && (packet[0] ^ packet[1]) == all_ones; }

/// `@boot ...` up to its CR LF (dialect 3); 0 when no such line stands there.
std::size_t console_line(ByteView bytes) {
    if (bytes.front() != std::byte{'@'}) return 0;
    const std::string_view text = text_of(bytes);
    const auto end = static_cast<std::size_t>(std::ranges::find_if_not(text, is_printable) - text.begin());
    return text.substr(end, 2) == "\r\n" ? end + 2 : 0;
}

/// Bytes before the next console line.
std::size_t until_console_line(ByteView bytes) {
    std::size_t at = 0;
    while (at < bytes.size() && console_line(bytes.subspan(at)) == 0) ++at;
    return at;
}

}  // namespace

std::vector<Piece> RomTalk::sent(ByteView bytes) {
    asked_ = true;
    wanted_ = 0;
    return {{bytes.size(), packet_words(bytes)}};
}

std::string RomTalk::packet_words(ByteView packet) {
    if (std::ranges::all_of(packet, [](std::byte byte) { return byte == autobaud; })) {
        due_ = Due::command;
        return packet.size() == 1 ? "autobaud byte" : fmt::format("autobaud byte, {} times", packet.size());
    }
    const bool command_due = due_ == Due::command || due_ == Due::list;
    if (is_pair(packet) && command_due) return command_words(number_at(packet, 0));
    return rest_words(packet);
}

std::string RomTalk::command_words(std::uint8_t code) {
    const auto* known = std::ranges::find(command_names, code, &CommandName::code);
    due_ = Due::command;
    if (known == command_names.end()) return fmt::format("command {:02X}", code);
    if (code == read_memory) due_ = Due::address_to_read;
    else if (code == write_memory) due_ = Due::address_to_write;
    else if (code == go) due_ = Due::address;
    else if (code == erase || code == extended_erase) due_ = Due::list;
    return fmt::format("command {:02X} ({})", code, known->name);
}

/// What belongs to a command.
std::string RomTalk::rest_words(ByteView packet) {
    const Due due = std::exchange(due_, Due::command);
    if (due == Due::length && is_pair(packet)) {
        wanted_ = number_at(packet, 0) + std::size_t{1};
        return fmt::format("{} bytes wanted", wanted_);
    }
    if (!has_checksum(packet)) return junk_words(packet);
    // A tape may begin behind the address; nothing else is as long as this.
    const bool may_be_data = due == Due::data || packet.size() > address_size;
    if (may_be_data && due != Due::list && packet.size() == number_at(packet, 0) + std::size_t{3})
        return fmt::format("{} bytes of data", packet.size() - 2);
    if (due == Due::list) return packet.size() == 3 ? "everything to be erased" : "list of what is to be erased";
    if (packet.size() != address_size) return junk_words(packet);
    if (due == Due::address_to_read) due_ = Due::length;
    if (due == Due::address_to_write) due_ = Due::data;
    return "address " + to_hex(packet.first(address_size - 1));
}

std::vector<Piece> RomTalk::received(ByteView bytes) {
    std::vector<Piece> pieces;
    const auto take = [&](std::size_t size, std::string meaning) {
        pieces.push_back({size, std::move(meaning)});
        bytes = bytes.subspan(size);
    };
    if (wanted_ > 0 && bytes.front() == ack) {  // data may look like the console's lines
        const std::size_t size = std::min(bytes.size(), std::exchange(wanted_, 0) + 1);
        take(size, answer_words(bytes.first(size)));
    }
    while (!bytes.empty()) {
        if (const std::size_t line = console_line(bytes); line > 0) take(line, line_words(bytes.first(line)));
        else if (const std::size_t other = until_console_line(bytes); other > 0)
            take(other, answer_words(bytes.first(other)));
    }
    return pieces;
}

std::string RomTalk::answer_words(ByteView answer) {
    const bool due = std::exchange(asked_, false);
    if (due && answer.front() == nack) due_ = Due::command;
    const bool known = (due || answer.size() == 1) && (answer.front() == ack || answer.front() == nack);
    if (!known && answer.size() > 2 && std::ranges::all_of(text_of(answer), is_readable)) return line_words(answer);
    if (!known) return junk_words(answer);
    const std::string_view word = answer.front() == ack ? "ACK" : "NACK";
    return answer.size() == 1 ? std::string(word) : fmt::format("{}, {} bytes", word, answer.size() - 1);
}

}  // namespace stapel::frames
