#include "ui/frames/readable.hpp"

#include "station/base/bytes.hpp"
#include "station/base/characters.hpp"

#include <algorithm>
#include <array>

namespace stapel::frames {
namespace {

struct ControlName {
    char character;
    std::string_view name;
};

// ISO 646 names of what text protocols send: IEC 62056-21, AT, SCPI, the console.
constexpr std::array control_names{
    ControlName{'\x01', "<SOH>"}, ControlName{'\x02', "<STX>"}, ControlName{'\x03', "<ETX>"},
    ControlName{'\x04', "<EOT>"}, ControlName{'\x06', "<ACK>"}, ControlName{'\t', "<TAB>"},
    ControlName{'\n', "<LF>"},    ControlName{'\r', "<CR>"},    ControlName{'\x15', "<NAK>"},
    ControlName{'\x1A', "<SUB>"}, ControlName{'\x1B', "<ESC>"},
};

const ControlName* control_name(char character) {
    const auto* found = std::ranges::find(control_names, character, &ControlName::character);
    return found == control_names.end() ? nullptr : found;
}

}  // namespace

bool is_readable(char character) { return is_printable(character) || control_name(character) != nullptr; }

std::string characters_shown(std::string_view characters) {
    std::string text;
    for (const char character : characters) {
        if (is_printable(character)) text += character;
        else if (const auto* name = control_name(character)) text += name->name;
        else text += "<" + to_hex(bytes_of({&character, 1})) + ">";
    }
    return text;
}

}  // namespace stapel::frames
