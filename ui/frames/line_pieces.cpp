#include "ui/frames/line_pieces.hpp"

#include "ui/frames/masked.hpp"
#include "ui/frames/readable.hpp"

#include <algorithm>

namespace stapel::frames {
namespace {

constexpr std::size_t longest_line = 4096;
constexpr std::string_view prompt = "> ";
constexpr char substitute = 0x1A, escape = 0x1B;  // end and cancel a PDU

bool is_line_end(char character) { return character == '\r' || character == '\n'; }

bool ends_line(char character) { return is_line_end(character) || character == substitute || character == escape; }

/// What ends a line may be two characters or, after an echo, three.
std::size_t end_length(std::string_view characters) {
    const auto end = std::min(characters.find_first_not_of('\r'), characters.size());
    if (end == characters.size() || characters[end] != '\n') return std::max<std::size_t>(end, 1);
    return end + 1;
}

std::size_t line_length(std::string_view characters) {
    characters = characters.substr(0, longest_line);
    const auto begin = std::ranges::find_if_not(characters, is_line_end);
    const auto start = static_cast<std::size_t>(begin - characters.begin());
    if (characters.substr(start).starts_with(prompt)) return start + prompt.size();
    const auto end = static_cast<std::size_t>(std::find_if(begin, characters.end(), ends_line) - characters.begin());
    return end == characters.size() ? end : end + end_length(characters.substr(end));
}

}  // namespace

std::string line_words(ByteView line) {
    std::string_view text = text_of(line);
    while (!text.empty() && is_line_end(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_line_end(text.back())) text.remove_suffix(1);
    if (text.empty()) return "line end";
    // One strange byte among four is noise; more are no text.
    const auto readable = static_cast<std::size_t>(std::ranges::count_if(text, is_readable));
    return readable * 4 >= text.size() * 3 ? characters_shown(text) : junk_words(line);
}

std::vector<Piece> line_pieces(ByteView bytes) {
    std::vector<Piece> pieces;
    while (!bytes.empty()) {
        const std::size_t size = line_length(text_of(bytes));
        pieces.push_back({size, line_words(bytes.first(size))});
        bytes = bytes.subspan(size);
    }
    return pieces;
}

}  // namespace stapel::frames
