#include "ui/frames/meter_frame.hpp"

#include "fixtures/meter/dlms_words.hpp"
#include "fixtures/meter/iec_words.hpp"
#include "fixtures/module/message_words.hpp"
#include "fixtures/module/slip.hpp"
#include "station/base/characters.hpp"
#include "ui/frames/masked.hpp"

#include <algorithm>

namespace stapel::frames {
namespace {

using meter::HdlcPiece, meter::IecMessage;
using Trust = MeterFrame::Trust;
using Found = std::optional<MeterFrame>;

constexpr std::size_t longest_iec = 4096, longest_hdlc = meter::longest_hdlc_frame + 2, longest_line = 1024;
constexpr std::size_t longest_slip = 2 * 4096 + 2;  // dialect 1: 4,096 bytes, all of them escaped
constexpr std::byte slip_mark{0xC0};                // RFC 1055

ByteView front(ByteView bytes, std::size_t most) { return bytes.first(std::min(bytes.size(), most)); }

/// As if its check and its parity were right: stars took their place.
IecMessage mended(IecMessage message) {
    const std::size_t start = message.characters.find_first_of({meter::soh, meter::stx});
    if (start != std::string::npos && start + 2 < message.characters.size()) {
        const auto checked = std::string_view(message.characters).substr(start + 1);
        message.bcc = meter::block_check(checked.substr(0, checked.size() - 1), meter::Bcc::sum);
        message.characters.back() = static_cast<char>(message.bcc);
    }
    message.parity_errors = 0;
    return message;
}

/// Commands are a letter and a digit (protocols 1.6), W1 perhaps with a password (1.7).
bool is_command(std::string_view command) {
    return command.size() >= 2 && is_letter(command[0]) && is_digit(command[1]);
}

Trust trust_in_block(const IecMessage& block, bool masked) {
    if (block.characters.front() == meter::soh && !is_command(block.command())) return Trust::doubtful;
    if (masked) return Trust::plain;
    const bool good = block.block_check_is(meter::Bcc::sum) || block.block_check_is(meter::Bcc::exclusive_or);
    return good ? Trust::sure : Trust::doubtful;
}

Trust trust_in(const IecMessage& message, bool masked) {
    switch (message.kind) {
        case IecMessage::Kind::request:
        case IecMessage::Kind::option: return Trust::sure;
        case IecMessage::Kind::block: return trust_in_block(message, masked);
        case IecMessage::Kind::identification: return Trust::plain;
        default: return Trust::doubtful;
    }
}

Found iec_at(ByteView bytes) {
    if (!meter::begins_message(static_cast<char>(bytes.front() & std::byte{0x7F}))) return std::nullopt;
    meter::IecSplitter splitter;
    splitter.feed(front(bytes, longest_iec));
    auto message = splitter.next();
    if (!message) message = splitter.flush();
    if (!message || message->kind == IecMessage::Kind::junk) return std::nullopt;
    const std::size_t size = message->characters.size();
    const bool masked = is_masked(bytes.first(size));
    if (masked) message = mended(std::move(*message));
    std::string meaning = meter::words_of(*message);
    if (masked) meaning += not_checked;
    return MeterFrame{.size = size, .trust = trust_in(*message, masked), .meaning = std::move(meaning)};
}

/// The words of a frame whose FCS is wrong because stars stand in it.
std::string masked_words(ByteView frame) {
    const auto start = std::ranges::find_if(frame, [](std::byte byte) { return byte != meter::hdlc_flag; });
    Bytes between(start, frame.end() - 1);
    const std::uint16_t check = meter::frame_check(ByteView(between).first(between.size() - 2));
    between[between.size() - 2] = static_cast<std::byte>(check & 0xFFU);
    between[between.size() - 1] = static_cast<std::byte>(check >> 8U);
    return meter::frame_words(between);
}

Found hdlc_at(ByteView bytes, bool after_flag) {
    meter::HdlcSplitter splitter;
    if (after_flag) splitter.feed(ByteView(&meter::hdlc_flag, 1));
    splitter.feed(front(bytes, longest_hdlc));
    const auto piece = splitter.next();
    if (!piece || piece->kind == HdlcPiece::Kind::junk) return std::nullopt;
    MeterFrame frame{.size = piece->bytes.size() - (after_flag ? 1 : 0),
                     .ends_with_flag = piece->bytes.back() == meter::hdlc_flag};
    const bool good = piece->kind == HdlcPiece::Kind::frame, wrong_fcs = piece->kind == HdlcPiece::Kind::wrong_fcs;
    const bool masked = !good && is_masked(piece->bytes);
    frame.trust = good || wrong_fcs ? Trust::sure : Trust::doubtful;  // the header's check was right
    frame.meaning = masked && wrong_fcs ? masked_words(piece->bytes) : meter::frame_words(*piece);
    if (masked) frame.meaning += not_checked;
    return frame;
}

/// Two marks in a row are one opening. A mark that ends a damaged frame is left to what may begin with it.
Found slip_at(ByteView bytes) {
    const ByteView window = front(bytes, longest_slip);
    const auto content = std::ranges::find_if(window, [](std::byte byte) { return byte != slip_mark; });
    const auto end = std::find(content, window.end(), slip_mark);
    if (end == window.end()) return std::nullopt;
    const auto size = static_cast<std::size_t>(end - window.begin()) + 1;
    const auto frame = module::slip_content(ByteView(content - 1, end + 1));
    if (!frame) return MeterFrame{.size = size, .trust = Trust::doubtful, .meaning = "damaged SLIP frame"};
    const bool masked = !frame->check_good && is_masked(frame->message);
    MeterFrame found{.size = size, .meaning = module::message_words(frame->message)};
    if (masked) found.meaning += not_checked;
    else if (!frame->check_good) found.meaning += "; wrong FCS";
    if (!frame->check_good && !module::is_message(frame->message)) found.trust = Trust::doubtful;
    return found;
}

/// A text command begins with a password (protocols 5.6), which is not told; what PSW and CFG set may be one.
std::string text_words(std::string_view line) {
    constexpr std::size_t password_length = 8;
    const std::string_view password = line.substr(0, password_length);
    const bool is_command = line.size() > password_length + 1 && line[password_length] == ' ' &&
                            std::ranges::all_of(password, [](char c) { return is_alphanumeric(c) || c == '*'; });
    if (!is_command) return line.empty() ? "empty line" : "text " + std::string(line);
    const std::string_view command = line.substr(password_length + 1);
    std::string name(command.substr(0, 3));
    for (char& c : name) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    const bool secret = (name == "PSW" || name == "CFG") && command.find(' ') != std::string_view::npos;
    return "text command " + std::string(command.substr(0, secret ? command.find(' ') : command.size())) +
           (secret ? " with a value that is not shown" : "");
}

Found text_at(ByteView bytes) {
    const std::string_view characters = text_of(front(bytes, longest_line));
    const auto end = std::ranges::find_if_not(characters, is_printable);
    const auto length = static_cast<std::size_t>(end - characters.begin());
    if (characters.substr(length, 2) != "\r\n") return std::nullopt;
    return MeterFrame{.size = length + 2, .trust = Trust::plain, .meaning = text_words(characters.substr(0, length))};
}

}  // namespace

Found meter_frame_at(ByteView bytes, bool after_flag) {
    if (bytes.front() == meter::hdlc_flag) return hdlc_at(bytes, false);
    if (after_flag)
        if (auto frame = hdlc_at(bytes, true); frame && frame->trust == Trust::sure) return frame;
    if (bytes.front() == slip_mark) return slip_at(bytes);
    if (auto frame = iec_at(bytes)) return frame;
    return text_at(bytes);
}

}  // namespace stapel::frames
