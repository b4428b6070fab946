#include "station/plan/check.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stapel::plan {
namespace {

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

std::optional<std::string> read_parameter(const Node& node, const Parameter& parameter, Problems& problems) {
    switch (parameter.type) {
        case ParameterType::duration: return read_amount(node, "s", problems);
        case ParameterType::voltage: return read_amount(node, "V", problems);
        case ParameterType::current: return read_amount(node, "mA", problems);
        case ParameterType::integer: return read_count(node, problems);
        case ParameterType::boolean: return read_switch(node, problems);
        case ParameterType::text: return read_text(node, parameter.name, problems);
        case ParameterType::choice: return read_word(node, words_of(parameter.choices), problems);
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
