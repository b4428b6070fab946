#include "ui/app/model/scan_code.hpp"

#include "ui/app/model/command_codes.hpp"

#include <algorithm>
#include <charconv>

namespace stapel::app {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
char capital(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

/// Empty: the chosen site, 0. None when it is no number from 1.
std::optional<int> site_of(std::string_view text) {
    if (text.empty()) return 0;
    int site = 0;
    const auto* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + 1, end, site);
    if (text.front() != '-' || read.ec != std::errc() || read.ptr != end || site < 1) return std::nullopt;
    return site;
}

}  // namespace

std::string tidied(std::string_view scanned) {
    while (!scanned.empty() && is_space(scanned.front())) scanned.remove_prefix(1);
    while (!scanned.empty() && is_space(scanned.back())) scanned.remove_suffix(1);
    std::string text(scanned);
    std::ranges::transform(text, text.begin(), capital);
    return text;
}

std::optional<Command> command_of_code(std::string_view text) {
    for (const auto& [code, meaning, command] : command_codes) {
        if (!text.starts_with(code)) continue;
        const auto site = site_of(text.substr(std::string_view(code).size()));
        return site ? std::optional(command(*site)) : std::nullopt;
    }
    return std::nullopt;
}

}  // namespace stapel::app
