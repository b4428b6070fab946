#include "station/plan/check.hpp"
#include "station/plan/rates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace stapel::plan {
namespace {

constexpr std::string_view name_characters = "abcdefghijklmnopqrstuvwxyz0123456789-";

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const std::size_t space = text.find(' ');
        words.push_back(text.substr(0, space));
        text = space == std::string_view::npos ? std::string_view{} : text.substr(space + 1);
    }
    return words;
}

/// A quantity that is not negative, as written.
std::optional<std::string> read_amount(const Node& node, std::string_view unit, Problems& problems) {
    const auto quantity = read_quantity(node, *find_unit(unit), problems);
    if (!quantity) return std::nullopt;
    if (quantity->value >= 0) return node.text;
    problems.add(node.place, {"0 or more", describe(node), "write an amount that is not negative"});
    return std::nullopt;
}

std::optional<std::string> read_count(const Node& node, Problems& problems) {
    const auto value = read_integer(node, {1, 1'000'000'000}, problems);
    return value ? std::optional(std::to_string(*value)) : std::nullopt;
}

std::optional<std::string> read_switch(const Node& node, Problems& problems) {
    const auto value = read_boolean(node, problems);
    return value ? std::optional<std::string>(*value ? "true" : "false") : std::nullopt;
}

/// Names separated by one space, each once.
std::optional<std::string> read_words(const Node& node, std::string_view name, Problems& problems) {
    const auto text = read_text(node, name, problems);
    if (!text) return std::nullopt;
    const auto words = words_of(*text);
    const auto is_name = [](std::string_view word) {
        return !word.empty() && word.find_first_not_of(name_characters) == std::string_view::npos;
    };
    const bool distinct = std::set(words.begin(), words.end()).size() == words.size();
    if (!words.empty() && distinct && !text->ends_with(' ') && std::ranges::all_of(words, is_name)) return text;
    problems.add(node.place, {"different names of a-z, 0-9 and hyphens separated by one space", plan::quoted(*text),
                              "write for example `choices: \"yes no\"`"});
    return std::nullopt;
}

/// The absolute path of a file beside the plan.
std::optional<std::string> read_file(const Node& node, std::string_view name, Problems& problems) {
    const auto text = read_text(node, name, problems);
    if (!text) return std::nullopt;
    std::error_code error;
    const auto beside = std::filesystem::path(problems.file()).parent_path() / *text;
    const auto path = std::filesystem::absolute(beside, error).lexically_normal();
    if (std::filesystem::is_regular_file(path, error)) return path.string();
    problems.add(node.place, {fmt::format("a file for {}", name), fmt::format("none at {}", path.string()),
                              "put it there or correct the path"});
    return std::nullopt;
}

std::optional<std::string> read_rates(const Node& node, Problems& problems) {
    if (node.kind == Node::Kind::scalar && parse_rates(node.text)) return node.text;
    problems.add(node.place, {"different baud rates from 1200 to 4000000, fastest first, separated by one space",
                              describe(node), "write for example `baud: 921600 115200`"});
    return std::nullopt;
}

std::optional<std::string> read_parameter(const Node& node, const Parameter& parameter, Problems& problems) {
    switch (parameter.type) {
        case ParameterType::duration: return read_amount(node, "s", problems);
        case ParameterType::voltage: return read_amount(node, "V", problems);
        case ParameterType::current: return read_amount(node, "mA", problems);
        case ParameterType::integer: return read_count(node, problems);
        case ParameterType::boolean: return read_switch(node, problems);
        case ParameterType::text: return read_text(node, parameter.name, problems);
        case ParameterType::choice: return read_word(node, words_of(parameter.choices), problems);
        case ParameterType::words: return read_words(node, parameter.name, problems);
        case ParameterType::file: return read_file(node, parameter.name, problems);
        case ParameterType::rates: return read_rates(node, problems);
    }
    return std::nullopt;
}

std::string example_of(const Parameter& parameter) {
    switch (parameter.type) {
        case ParameterType::duration: return "a duration such as 1 s";
        case ParameterType::voltage: return "a voltage such as 4.0 V";
        case ParameterType::current: return "a current such as 5 mA";
        case ParameterType::integer: return "a whole number";
        case ParameterType::boolean: return "true or false";
        case ParameterType::text: return "a text";
        case ParameterType::choice: return one_of(words_of(parameter.choices));
        case ParameterType::words: return "names separated by one space";
        case ParameterType::file: return "the path of a file";
        case ParameterType::rates: return "baud rates, fastest first";
    }
    return {};
}

std::vector<std::string_view> names_of(const StepKind& kind) {
    std::vector<std::string_view> names;
    for (const Parameter& parameter : kind.parameters) names.push_back(parameter.name);
    return names;
}

}  // namespace

std::map<std::string, std::string> read_parameters(const Node* node, const Place& step, const StepKind& kind,
                                                   Problems& problems) {
    const auto names = names_of(kind);
    Node none;
    none.kind = Node::Kind::map;
    none.place = step;
    const Fields fields(node != nullptr ? *node : none, fmt::format("`with` of {}", kind.name), names, problems);
    std::map<std::string, std::string> values;
    for (const Parameter& parameter : kind.parameters) {
        const Node* found = parameter.required ? fields.require(parameter.name, example_of(parameter))
                                               : fields.find(parameter.name);
        const auto value = found != nullptr ? read_parameter(*found, parameter, problems) : std::nullopt;
        if (value) values.emplace(parameter.name, *value);
        else if (!parameter.fallback.empty()) values.emplace(parameter.name, parameter.fallback);
    }
    return values;
}

}  // namespace stapel::plan
