#include "fixtures/module/profile.hpp"
#include "ui/cli/json_text.hpp"
#include "ui/cli/module_command.hpp"

#include <fmt/format.h>

namespace stapel::cli {
namespace {

using Json = nlohmann::ordered_json;
using settings::Setting, settings::SettingKind;

std::string_view name_of(SettingKind kind) {
    switch (kind) {
        case SettingKind::mode: return "mode";
        case SettingKind::meter_protocol: return "meter_protocol";
        case SettingKind::number: return "number";
        case SettingKind::signed_number: return "signed_number";
        case SettingKind::on_off: return "on_off";
        case SettingKind::text: return "text";
        case SettingKind::alphanumeric: return "alphanumeric";
        case SettingKind::address: return "address";
        case SettingKind::phone: return "phone";
    }
    return {};
}

std::string id_of(const Setting& setting) { return fmt::format("{:02X}", setting.id); }

Json key_json(const Setting& setting, const std::string& standard) {
    const bool numeric = settings::is_numeric(setting);
    return {{"id", id_of(setting)},
            {"key", setting.key},
            {"kind", name_of(setting.kind)},
            {"min_length", setting.min_length},
            {"max_length", setting.max_length},
            {"min", numeric ? Json(setting.min) : Json(nullptr)},
            {"max", numeric ? Json(setting.max) : Json(nullptr)},
            {"default", numeric ? Json(setting.default_number) : Json(standard)},
            {"values", settings::expected_value(setting)},
            {"write_only", setting.write_only}};
}

std::string length_of(const Setting& setting) {
    if (setting.min_length == setting.max_length) return std::to_string(setting.max_length);
    return fmt::format("{}..{}", setting.min_length, setting.max_length);
}

void print_line(const Setting& setting, const std::string& standard) {
    const bool quoted = !settings::is_numeric(setting) && standard.empty();
    fmt::print("{:<3} {:<20} {:<14} {:>6}  {:<17} {}{}\n", id_of(setting), setting.key, name_of(setting.kind),
               length_of(setting), quoted ? "''" : standard, settings::expected_value(setting),
               setting.write_only ? "; never read back" : "");
}

}  // namespace

Status print_setting_keys(bool json) {
    const auto factory = settings::factory_profile();
    Json array = Json::array();
    if (!json)
        fmt::print("{:<3} {:<20} {:<14} {:>6}  {:<17} {}\n", "id", "key", "kind", "bytes", "default", "values");
    for (const Setting& setting : settings::all_settings()) {
        const std::string standard = factory.text(setting.key);
        if (json) array.push_back(key_json(setting, standard));
        else print_line(setting, standard);
    }
    if (json) fmt::print("{}", json_text(array));
    return Status::ok;
}

}  // namespace stapel::cli
