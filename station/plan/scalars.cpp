#include "station/base/characters.hpp"
#include "station/plan/fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

namespace stapel::plan {
namespace {

std::string lower_case(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](unsigned char byte) { return static_cast<char>(std::tolower(byte)); });
    return lower;
}

/// YAML 1.1 and 1.2: integers in any base, digit groups, base 60, floats, infinity, not-a-number.
bool looks_like_number(std::string_view text) {
    if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
    if (text == ".inf" || text == ".nan") return true;
    if (text.starts_with('.')) text.remove_prefix(1);
    if (text.empty() || !is_digit(text.front())) return false;
    if (text.starts_with("0x"))
        return text.size() > 2 && text.find_first_not_of("0123456789abcdef_", 2) == std::string_view::npos;
    if (text.starts_with("0o")) text.remove_prefix(2);
    // `1.5e+3`: past its mantissa only one exponent is left; two points make it a text such as an IPv4 address.
    const std::size_t exponent = text.find('e');
    const std::string_view mantissa = text.substr(0, exponent);
    if (std::ranges::count(mantissa, '.') > 1) return false;
    if (mantissa.find_first_not_of("0123456789_.:") != std::string_view::npos) return false;
    if (exponent == std::string_view::npos) return true;
    std::string_view power = text.substr(exponent + 1);
    if (power.starts_with('+') || power.starts_with('-')) power.remove_prefix(1);
    return !power.empty() && all_digits(power);
}

bool looks_like_word_of_yaml(std::string_view lower) {
    constexpr std::array words = std::to_array<std::string_view>(
        {"true", "false", "yes", "no", "on", "off", "y", "n", "null", "~"});
    return std::ranges::find(words, lower) != words.end();
}

bool is_name_character(char character) {
    return is_digit(character) || (character >= 'a' && character <= 'z') || character == '-';
}

std::optional<long> parse_integer(std::string_view text) {
    const std::size_t start = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
    const std::string_view digits = text.substr(start);
    // A leading zero means base 8 to some readers of YAML and nothing to others.
    if (digits.empty() || (digits.size() > 1 && digits.front() == '0')) return std::nullopt;
    if (!all_digits(digits)) return std::nullopt;
    long value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return text.starts_with('-') ? -value : value;
}

std::string_view dimension_name(Dimension dimension) {
    switch (dimension) {
        case Dimension::none: return "a number without unit";
        case Dimension::time: return "a duration";
        case Dimension::voltage: return "a voltage";
        case Dimension::current: return "a current";
        case Dimension::bytes: return "a number of bytes";
        case Dimension::decibel_milliwatt: return "a level";
    }
    return {};
}

std::string expected_quantity(const Unit& unit) {
    const std::string_view name = dimension_name(unit.dimension);
    return unit.name.empty() ? std::string(name) : fmt::format("{} such as 5 {}", name, unit.name);
}

Complaint wrong_quantity(const Node& node, const Unit& unit) {
    const auto found = node.kind == Node::Kind::scalar ? parse_quantity(node.text) : std::nullopt;
    std::string advice = "write a number, a space and a unit";
    if (unit.name.empty()) advice = "write the bare number";
    else if (found && found->unit->name.empty()) advice = fmt::format("write the unit, for example {} {}", node.text, unit.name);
    else if (found) advice = fmt::format("use a unit of {}", dimension_name(unit.dimension));
    return {expected_quantity(unit), describe(node), advice};
}

}  // namespace

bool looks_like_no_text(const Node& node) {
    if (node.kind != Node::Kind::scalar || node.quoted) return false;
    const std::string lower = lower_case(node.text);
    return looks_like_number(lower) || looks_like_word_of_yaml(lower);
}

std::string describe(const Node& node) {
    switch (node.kind) {
        case Node::Kind::nothing: return "nothing";
        case Node::Kind::list: return "a list";
        case Node::Kind::map: return "a map";
        case Node::Kind::scalar: break;
    }
    constexpr std::size_t longest_number = 30;
    const bool number = !node.quoted && node.text.size() <= longest_number && looks_like_number(lower_case(node.text));
    return number ? fmt::format("the number {}", node.text) : quoted(node.text);
}

std::optional<std::string> read_text(const Node& node, std::string_view what, Problems& problems) {
    if (looks_like_no_text(node)) {
        problems.add(node.place, {fmt::format("{} as text", what), describe(node), "put it in quotes"});
        return std::nullopt;
    }
    if (node.kind == Node::Kind::scalar) return node.text;
    problems.add(node.place, {fmt::format("{} as text", what), describe(node), "write a text; '' is an empty one"});
    return std::nullopt;
}

std::optional<std::string> read_confidential(const Node& node, std::string_view what, Problems& problems) {
    if (node.kind == Node::Kind::scalar && !looks_like_no_text(node)) return node.text;
    const std::string found = node.kind == Node::Kind::scalar ? "a number or a word of YAML without quotes" : describe(node);
    problems.add(node.place, {fmt::format("{} as text", what), found, "put it in quotes, or write {secret: NAME}"});
    return std::nullopt;
}

std::optional<std::string> read_name(const Node& node, std::string_view what, Problems& problems) {
    auto text = read_text(node, what, problems);
    if (!text || (!text->empty() && std::ranges::all_of(*text, is_name_character))) return text;
    problems.add(node.place, {fmt::format("{} of a-z, 0-9 and hyphens", what), describe(node), "rename it"});
    return std::nullopt;
}

bool is_release_name(std::string_view text) {
    return !text.empty() && text.front() != '.' &&
           std::ranges::all_of(text, [](char c) { return is_name_character(c) || c == '.'; });
}

std::optional<std::string> read_release_name(const Node& node, Problems& problems) {
    auto text = read_text(node, "a release's name", problems);
    if (!text || is_release_name(*text)) return text;
    problems.add(node.place, {"a release's name of a-z, 0-9, hyphens and points", describe(node), "rename it"});
    return std::nullopt;
}

std::optional<std::string> read_word(const Node& node, std::span<const std::string_view> words, Problems& problems) {
    if (node.kind == Node::Kind::scalar && std::ranges::find(words, node.text) != words.end()) return node.text;
    problems.add(node.place, {one_of(words), describe(node), advise_nearest(node.text, words, "write one of these")});
    return std::nullopt;
}

std::optional<long> read_integer(const Node& node, IntegerRange range, Problems& problems) {
    const auto value = node.kind == Node::Kind::scalar ? parse_integer(node.text) : std::nullopt;
    const std::string expected = fmt::format("a whole number from {} to {}", range.min, range.max);
    if (!value) {
        problems.add(node.place, {expected, describe(node), "write a decimal number without unit and leading zeros"});
    } else if (node.quoted) {
        problems.add(node.place, {expected, fmt::format("the text {}", describe(node)), "remove the quotes"});
    } else if (*value < range.min || *value > range.max) {
        problems.add(node.place, {expected, describe(node), "keep within the range"});
    } else {
        return value;
    }
    return std::nullopt;
}

std::optional<std::uint32_t> read_offset(const Node& node, Problems& problems) {
    const bool plain = node.kind == Node::Kind::scalar && !node.quoted;
    const std::string_view text = plain ? std::string_view(node.text) : std::string_view();
    const bool hex = text.starts_with("0x");
    const std::string_view digits = text.substr(hex ? 2 : 0);
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
    if (error == std::errc{} && end == digits.data() + digits.size()) return value;
    problems.add(node.place, {"a number of bytes such as 0x20000 or 131072", describe(node),
                              "write it without quotes and unit"});
    return std::nullopt;
}

std::optional<bool> read_boolean(const Node& node, Problems& problems) {
    if (node.kind == Node::Kind::scalar && !node.quoted && (node.text == "true" || node.text == "false"))
        return node.text == "true";
    problems.add(node.place, {"true or false", describe(node), "write one of these, without quotes"});
    return std::nullopt;
}

std::optional<Quantity> read_quantity(const Node& node, const Unit& unit, Problems& problems) {
    const auto quantity = node.kind == Node::Kind::scalar ? parse_quantity(node.text) : std::nullopt;
    if (quantity && quantity->unit->dimension == unit.dimension) return quantity;
    problems.add(node.place, wrong_quantity(node, unit));
    return std::nullopt;
}

}  // namespace stapel::plan
