#include "fixtures/module/profile.hpp"
#include "station/plan/check.hpp"
#include "station/run/secrets_file.hpp"
#include "ui/cli/module_command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <utility>

namespace stapel::cli {
namespace {

constexpr std::string_view password_key = "current_password";

/// The file as written: values may be names of secrets.
struct Written {
    std::map<std::string, plan::Value> settings;
    plan::Value current_password{"12345678", false};
};

const settings::Setting& password_setting() { return *settings::find_setting("admin_password"); }

/// The file's map without the one key that is no setting.
plan::Node settings_in(const plan::Node& root) {
    plan::Node settings = root;
    std::erase_if(settings.entries, [](const auto& entry) { return entry.first->text == password_key; });
    return settings;
}

/// One setting's rules hold for the password of now too.
std::optional<plan::Value> read_password(const plan::Node& value, plan::Problems& problems) {
    plan::Node key, map;
    key.kind = plan::Node::Kind::scalar;
    key.text = password_setting().key;
    map.kind = plan::Node::Kind::map;
    map.place = value.place;
    map.entries.emplace_back(&key, &value);
    const auto read = plan::read_settings(map, problems);
    const auto found = read.find(password_setting().key);
    return found == read.end() ? std::nullopt : std::optional(found->second);
}

void read_entries(const plan::Node& root, Written& written, plan::Problems& problems) {
    written.settings = plan::read_settings(settings_in(root), problems);
    for (const auto& [key, value] : root.entries) {
        if (key->text != password_key) continue;
        if (auto password = read_password(*value, problems)) written.current_password = std::move(*password);
    }
}

/// None, after every mistake was printed, when there is one.
std::optional<Written> read_written(const std::string& file) {
    plan::Problems problems(file);
    Written written;
    const auto document = plan::Document::read(problems);
    if (document.root() != nullptr) read_entries(*document.root(), written, problems);
    for (const plan::Problem& problem : problems.in_order()) fmt::print(stderr, "{}\n", plan::to_text(problem));
    if (!problems.empty()) return std::nullopt;
    const auto warning = plan::warning_about(written.settings, file);
    if (warning) fmt::print(stderr, "{}\n", plan::to_text(*warning));
    return written;
}

/// Values in place of secrets' names.
class Secrets {
public:
    Secrets(const std::string& settings_file, const std::string& file) : settings_file_(settings_file) {
        if (file.empty()) return;
        auto loaded = run::load_secrets(file);
        if (!loaded.problems.empty()) throw UsageError(plan::to_text(loaded.problems.front()));
        secrets_ = std::move(loaded.secrets);
    }

    [[nodiscard]] std::string value_of(const plan::Value& value, const settings::Setting& setting) const {
        if (!value.secret) return value.text;
        const auto found = secrets_.find(value.text);
        if (found == secrets_.end())
            throw UsageError(fmt::format("{}: expected the secret \"{}\", found none: name its file with --secrets "
                                         "FILE", settings_file_, value.text));
        if (const auto complaint = settings::check_value(setting, found->second))
            throw UsageError(fmt::format("{}: secret \"{}\": expected {}, found {}: {}", settings_file_, value.text,
                                         complaint->expected, complaint->found, complaint->advice));
        return found->second;
    }

private:
    std::string settings_file_;
    std::map<std::string, std::string> secrets_;
};

/// Secrets may make a combination that could not be judged before.
void check_resolved(const std::string& file, const std::map<std::string, std::string>& values) {
    const settings::Written written(values.begin(), values.end());
    if (const auto complaint = settings::check_combinations(written))
        throw UsageError(fmt::format("{}: {}: expected {}, found {}: {}", file, complaint->key, complaint->expected,
                                     complaint->found, complaint->advice));
}

}  // namespace

bool read_settings_file(const std::string& file, const std::string& secrets_file, SettingsFile& into) {
    const auto written = read_written(file);
    if (!written) return false;
    const Secrets secrets(file, secrets_file);
    for (const auto& [key, value] : written->settings)
        into.settings[key] = secrets.value_of(value, *settings::find_setting(key));
    into.current_password = secrets.value_of(written->current_password, password_setting());
    check_resolved(file, into.settings);
    return true;
}

Status check_settings_file(const std::string& file) { return read_written(file) ? Status::ok : Status::usage; }

Status encode_settings_file(const std::string& file, const std::string& secrets_file) {
    SettingsFile read;
    if (!read_settings_file(file, secrets_file, read)) return Status::usage;
    const auto profile = settings::profile_from(read.settings);
    for (const Bytes& message : settings::messages_for(profile, read.current_password))
        fmt::print("{}\n", to_hex(message));
    return Status::ok;
}

}  // namespace stapel::cli
