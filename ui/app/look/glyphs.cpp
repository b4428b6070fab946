#include "ui/app/look/glyphs.hpp"

#include "station/base/failure.hpp"
#include "ui/app/look/text_table.hpp"

namespace stapel::app {
namespace {

constexpr std::string_view marks = "✓✗▶▼■!…—";
constexpr std::string_view signs = "–—‑…№₽€≤≥±≠≈×÷µΩ°·•←↑→↓↔✓✗✔✘▶◀▲▼■□●○◆“”„‘’«»\u00A0\u2009\uFFFD";

/// All characters from one code point to another, below U+0800.
std::string range(unsigned first, unsigned last) {
    std::string text;
    for (unsigned code = first; code <= last; ++code) {
        if (code < 0x80) {
            text += static_cast<char>(code);
        } else {
            text += static_cast<char>(0xC0 | code >> 6);
            text += static_cast<char>(0x80 | (code & 0x3F));
        }
    }
    return text;
}

bool is_state(const TextLine& line) { return line.name.starts_with("state."); }

}  // namespace

std::string all_characters() {
    std::string text = range(0x20, 0x7E) + range(0xA0, 0xFF) + range(0x400, 0x45F) + range(0x490, 0x491);
    text.append(signs);
    for (const auto& line : text_table) text.append(line.ru).append(line.en);
    for (const auto& line : all_failures()) text.append(line.ru).append(line.en).append(line.action_ru).append(line.action_en);
    return text;
}

std::string verdict_characters() {
    std::string text = range('0', '9') + " -/%.,:#";
    text.append(marks);
    for (const auto& line : text_table)
        if (is_state(line)) text.append(line.ru).append(line.en);
    return text;
}

}  // namespace stapel::app
