#include "ui/app/look/texts.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <ctime>

namespace stapel::app {
namespace {

constexpr std::string_view hole = "{}";
constexpr std::string_view no_break_space = "\u00A0";  // a number is never broken at the end of a line
constexpr std::string_view no_value = "\u2014";

/// Which of the forms joined by `|`; the last one when there are fewer.
std::string_view form(std::string_view forms, std::size_t index) {
    for (; index > 0; --index) {
        const auto end = forms.find('|');
        if (end == std::string_view::npos) break;
        forms.remove_prefix(end + 1);
    }
    return forms.substr(0, forms.find('|'));
}

/// The plural rules of CLDR: Russian has one, few and many; English has one and other.
std::size_t plural_index(std::int64_t count, Language language) {
    const std::uint64_t n = count < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(count) : static_cast<std::uint64_t>(count);
    if (language == Language::en) return n == 1 ? 0 : 1;
    const auto tens = n % 100, ones = n % 10;
    if (ones == 1 && tens != 11) return 0;
    return ones >= 2 && ones <= 4 && (tens < 12 || tens > 14) ? 1 : 2;
}

/// `-1234567` with a separator between each three digits.
std::string grouped(std::string_view digits, std::string_view separator) {
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const auto left = digits.size() - i;
        if (i > 0 && digits[i - 1] != '-' && left % 3 == 0) text += separator;
        text += digits[i];
    }
    return text;
}

bool is_zero(std::string_view digits) { return digits.find_first_of("123456789") == std::string_view::npos; }

std::tm local(UtcTime time) {
    const auto seconds = std::chrono::system_clock::to_time_t(time);
    std::tm parts{};
    localtime_r(&seconds, &parts);
    return parts;
}

std::string formatted(UtcTime time, const char* format) {
    const auto parts = local(time);
    std::array<char, 40> text{};
    return {text.data(), std::strftime(text.data(), text.size(), format, &parts)};
}

}  // namespace

std::optional<TextKey> TextKey::find(std::string_view name) {
    for (std::size_t i = 0; i < text_table.size(); ++i)
        if (text_table[i].name == name) return TextKey(Found{}, i);
    return std::nullopt;
}

std::string filled(TextKey text, Language language, std::initializer_list<std::string_view> values) {
    std::string_view rest = text.in(language);
    std::string result;
    for (const auto value : values) {
        const auto at = rest.find(hole);
        if (at == std::string_view::npos) break;
        result.append(rest.substr(0, at)).append(value);
        rest.remove_prefix(at + hole.size());
    }
    return result.append(rest);
}

std::string counted(TextKey forms, Language language, std::int64_t count) {
    const auto text = form(forms.in(language), plural_index(count, language));
    const auto figures = grouped(std::to_string(count), language == Language::ru ? no_break_space : ",");
    const auto at = text.find(hole);
    if (at == std::string_view::npos) return fmt::format("{} {}", figures, text);
    return fmt::format("{}{}{}", text.substr(0, at), figures, text.substr(at + hole.size()));
}

std::string number(double value, int decimals, Language language) {
    if (!std::isfinite(value)) return std::string(no_value);
    auto text = fmt::format("{:.{}f}", value, decimals);
    if (text.front() == '-' && is_zero(text)) text.erase(0, 1);
    const bool russian = language == Language::ru;
    const auto point = text.find('.');
    auto result = grouped(std::string_view(text).substr(0, point), russian ? no_break_space : ",");
    if (point != std::string::npos) result.append(russian ? "," : ".").append(text, point + 1);
    return result;
}

std::string date_time(UtcTime time, Language language) {
    return formatted(time, language == Language::ru ? "%d.%m.%Y %H:%M:%S" : "%Y-%m-%d %H:%M:%S");
}

std::string clock_time(UtcTime time) { return formatted(time, "%H:%M:%S"); }

std::string clock_minute(UtcTime time) { return formatted(time, "%H:%M"); }

}  // namespace stapel::app
