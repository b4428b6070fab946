#include "ui/app/window/preferences.hpp"

#include "station/plan/fields.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>

namespace stapel::app {
namespace {

namespace fs = std::filesystem;

constexpr auto keys = std::to_array<std::string_view>({"language", "scale", "sounds"});
constexpr auto languages = std::to_array<std::string_view>({"ru", "en"});  // in the order of `Language`
constexpr plan::IntegerRange scales{100, 250};

Preferences read_from(const plan::Node& root, plan::Problems& problems) {
    Preferences preferences;
    const plan::Fields fields(root, "the window's preferences", keys, problems);
    if (const auto* node = fields.find("language"))
        if (const auto word = plan::read_word(*node, languages, problems))
            preferences.language = *word == "en" ? Language::en : Language::ru;
    if (const auto* node = fields.find("scale"))
        if (const auto percent = plan::read_integer(*node, scales, problems))
            preferences.scale_percent = static_cast<int>(*percent);
    if (const auto* node = fields.find("sounds"))
        preferences.sounds = plan::read_boolean(*node, problems).value_or(preferences.sounds);
    return preferences;
}

std::vector<std::string> as_warnings(std::vector<plan::Problem> problems) {
    std::vector<std::string> lines;
    for (auto& problem : problems) {
        problem.is_warning = true;  // nobody is kept from work by a wrong scale
        lines.push_back(to_text(problem));
    }
    return lines;
}

std::string text_of(const Preferences& preferences) {
    const auto language = languages[static_cast<std::size_t>(preferences.language)];
    return fmt::format("# What the settings of stapel-ui were last.\nlanguage: {}\nscale: {}\nsounds: {}\n", language,
                       preferences.scale_percent, preferences.sounds);
}

bool write(const fs::path& file, const std::string& text) {
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    stream << text;
    stream.close();
    return stream.good();
}

}  // namespace

std::string preferences_file() {
    const char* const given = std::getenv("XDG_CONFIG_HOME");
    const bool counts = given != nullptr && fs::path(given).is_absolute();  // XDG Base Directory 0.8: else ignored
    if (counts) return std::string(given) + "/stapel/window.yaml";
    const char* const home = std::getenv("HOME");
    return std::string(home == nullptr ? "" : home) + "/.config/stapel/window.yaml";
}

KeptPreferences read_preferences(const std::string& file) {
    std::error_code unreadable;
    if (fs::status(file, unreadable).type() == fs::file_type::not_found) return {};
    plan::Problems problems(file);
    const auto document = plan::Document::read(problems);
    Preferences preferences;
    if (document.root() != nullptr) preferences = read_from(*document.root(), problems);
    return {.preferences = preferences, .problems = as_warnings(problems.in_order())};
}

std::string keep_preferences(const std::string& file, const Preferences& preferences) {
    const fs::path target(file), part(file + ".new");  // renamed when it is complete: a file cut short is never read
    std::error_code error;
    fs::create_directories(target.parent_path(), error);
    if (error) return fmt::format("{}: {}", target.parent_path().string(), error.message());
    if (!write(part, text_of(preferences))) {
        fs::remove(part, error);
        return fmt::format("{} cannot be written: check its folder's permissions and the disk's room", part.string());
    }
    fs::rename(part, target, error);
    if (error) return fmt::format("{}: {}", file, error.message());
    return {};
}

}  // namespace stapel::app
