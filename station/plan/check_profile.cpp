#include "fixtures/meter/meter_types.hpp"
#include "fixtures/module/settings_check.hpp"
#include "station/base/characters.hpp"
#include "station/plan/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace stapel::plan {
namespace {

std::vector<std::string_view> setting_keys() {
    std::vector<std::string_view> keys;
    for (const settings::Setting& setting : settings::all_settings()) keys.emplace_back(setting.key);
    return keys;
}

/// `{secret: NAME}`.
std::optional<Value> read_secret(const Node& node, Problems& problems) {
    constexpr std::array keys = std::to_array<std::string_view>({"secret"});
    const Fields fields(node, "a secret", keys, problems);
    const Node* name = fields.require("secret", "its name in the file of secrets");
    const auto text = name != nullptr ? read_text(*name, "a secret's name", problems) : std::nullopt;
    if (!text) return std::nullopt;
    if (!text->empty()) return Value{*text, true, name->place};
    problems.add(name->place, {"a secret's name", "an empty text", "write its name in the file of secrets"});
    return std::nullopt;
}

std::optional<std::string> read_plain_value(const Node& node, const settings::Setting& setting, Problems& problems) {
    if (settings::is_numeric(setting)) {
        const auto number = read_integer(node, {setting.min, setting.max}, problems);
        return number ? std::optional(std::to_string(*number)) : std::nullopt;
    }
    return setting.write_only ? read_confidential(node, setting.key, problems)
                              : read_text(node, setting.key, problems);
}

std::optional<Value> read_setting(const Node& node, const settings::Setting& setting, Problems& problems) {
    if (node.kind == Node::Kind::map) return read_secret(node, problems);
    const auto text = read_plain_value(node, setting, problems);
    if (!text) return std::nullopt;
    if (const auto complaint = settings::check_value(setting, *text)) {
        problems.add(node.place, {complaint->expected, complaint->found, complaint->advice});
        return std::nullopt;
    }
    if (setting.write_only && !text->empty() && text->size() < shortest_secret)
        problems.add(node.place, {fmt::format("a {} of at least {} characters", setting.key, shortest_secret), "a shorter one",
                                  "choose a longer one: in records and logs this one could not be hidden"});
    return Value{*text, false, node.place};
}

/// Where a combination is reported: at the setting it speaks of, else at what asks for it.
Place place_of_setting(const Node& map, const Fields& fields, std::string_view key) {
    for (const std::string_view candidate : {key, std::string_view("mode"), std::string_view("switches")})
        if (const Node* node = fields.find(candidate)) return node->place;
    return map.place;
}

}  // namespace

std::map<std::string, Value> read_settings(const Node& node, Problems& problems) {
    const auto keys = setting_keys();
    const Fields fields(node, "the module's settings", keys, problems);
    std::map<std::string, Value> values;
    settings::Written written;
    for (const settings::Setting& setting : settings::all_settings()) {
        const Node* found = fields.find(setting.key);
        if (found == nullptr) continue;
        const auto value = read_setting(*found, setting, problems);
        written[setting.key] = value && !value->secret ? std::optional(value->text) : std::nullopt;
        if (value) values.emplace(setting.key, *value);
    }
    if (const auto complaint = settings::check_combinations(written))
        problems.add(place_of_setting(node, fields, complaint->key),
                     {complaint->expected, complaint->found, complaint->advice});
    return values;
}

std::optional<Problem> warning_about(const std::map<std::string, Value>& values, const std::string& file) {
    settings::Written written;
    for (const auto& [key, value] : values) written[key] = value.secret ? std::nullopt : std::optional(value.text);
    auto complaint = settings::check_advice(written);
    if (!complaint) return std::nullopt;
    const Place place = values.at(complaint->key).place;
    return Problem{file, place.line, place.column, std::move(complaint->expected), std::move(complaint->found),
                   std::move(complaint->advice), true};
}

std::optional<Value> read_pin(const Node& node, Problems& problems) {
    if (node.kind == Node::Kind::map) return read_secret(node, problems);
    const auto text = read_confidential(node, "the PIN", problems);
    if (!text) return std::nullopt;
    if (text->size() >= 4 && text->size() <= 8 && all_digits(*text)) return Value{*text, false, node.place};
    problems.add(node.place, {"a PIN of 4 to 8 digits in quotes", fmt::format("{} characters", text->size()),
                              "write the PIN in quotes, or {secret: NAME}"});
    return std::nullopt;
}

std::string read_meter(const Node& node, Problems& problems) {
    const auto name = read_text(node, "a meter's type", problems);
    if (!name) return {};
    if (const meter::MeterType* type = meter::find_meter_type(*name)) return std::string(type->name);
    problems.add(node.place, {meter::meter_type_names(), *name, "write one of these types"});
    return {};
}

}  // namespace stapel::plan
