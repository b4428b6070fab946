#include "station/run/label.hpp"

#include "flasher/module_image.hpp"

#include <algorithm>

namespace stapel::run {
namespace {

bool digits(std::string_view text, std::size_t least, std::size_t most) {
    return text.size() >= least && text.size() <= most &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool take(std::string& field, std::string_view value, bool valid) {
    if (!valid || !field.empty()) return false;
    field = value;
    return true;
}

bool take_part(Label& label, std::string_view part) {
    if (part.empty()) return false;
    const auto rest = part.substr(1);
    switch (part.front()) {
        case 'I': return take(label.imei, rest, digits(rest, 15, 15));
        case 'C': return take(label.iccid, rest, digits(rest, 18, 20));
        case 'S': return take(label.serial, part, flasher::is_serial(part));
        default: return false;
    }
}

}  // namespace

std::optional<Label> parse_label(std::string_view text) {
    Label label;
    while (true) {
        const auto end = text.find(';');
        if (!take_part(label, text.substr(0, end))) return std::nullopt;
        if (end == std::string_view::npos) return label;
        text.remove_prefix(end + 1);
    }
}

}  // namespace stapel::run
