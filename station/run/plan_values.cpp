#include "station/run/plan_values.hpp"

#include "fixtures/module/settings_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace stapel::run {
namespace {

constexpr std::size_t shortest_pin = 4, longest_pin = 8;  // 3GPP TS 51.011, 9.3

bool is_pin(const std::string& text) {
    return text.size() >= shortest_pin && text.size() <= longest_pin &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

class Resolver {
public:
    Resolver(const plan::Plan& plan, const Secrets& secrets) : plan_(plan), secrets_(secrets), problems_(plan.file) {}

    PlanValues resolve() {
        PlanValues values;
        for (const auto& [name, secret] : secrets_) hide(secret);
        std::map<std::string, std::string> written;
        for (const auto& [key, value] : plan_.settings)
            if (auto text = setting(key, value)) written.emplace(key, *std::move(text));
        if (plan_.pin) values.pin = pin(*plan_.pin);
        if (problems_.empty()) check_together(written);
        if (problems_.empty()) values.profile = settings::profile_from(written);
        values.hidden = std::move(hidden_);
        values.problems = problems_.in_order();
        return values;
    }

private:
    void hide(const std::string& text) {
        if (std::ranges::find(hidden_, text) == hidden_.end()) hidden_.push_back(text);
    }

    std::optional<std::string> look_up(const plan::Value& value) {
        if (!value.secret) return value.text;
        const auto found = secrets_.find(value.text);
        if (found != secrets_.end()) return found->second;
        problems_.add(value.place, {"the secret " + plan::quoted(value.text) + " in the file of secrets",
                                    secrets_.empty() ? "no such file" : "none of that name",
                                    "name the file that holds it with --secrets FILE"});
        return std::nullopt;
    }

    std::optional<std::string> setting(const std::string& key, const plan::Value& value) {
        auto text = look_up(value);
        const auto* kind = settings::find_setting(key);
        if (!text || kind == nullptr) return std::nullopt;
        if (const auto complaint = value.secret ? settings::check_value(*kind, *text) : std::nullopt) {
            problems_.add(value.place, {complaint->expected + " for " + key, fmt::format("{} characters", text->size()),
                                        "correct the secret " + plan::quoted(value.text)});
            return std::nullopt;
        }
        if (kind->write_only && *text != kind->default_text && !text->empty()) hide(*text);  // an empty password is none
        return text;
    }

    std::string pin(const plan::Value& value) {
        const auto text = look_up(value);
        if (!text) return {};
        if (is_pin(*text)) hide(*text);
        else
            problems_.add(value.place, {"a PIN of 4 to 8 digits", fmt::format("{} characters", text->size()),
                                        "correct the secret " + plan::quoted(value.text)});
        return *text;
    }

    /// The plan's own check has seen all combinations that need no secret, so the complaint is about one.
    void check_together(const std::map<std::string, std::string>& written) {
        const settings::Written known(written.begin(), written.end());
        const auto complaint = settings::check_combinations(known);
        if (!complaint) return;
        const auto found = plan_.settings.find(complaint->key);
        problems_.add(found != plan_.settings.end() ? found->second.place : plan::Place{},
                      {fmt::format("settings that a module takes together, {} among them", complaint->key),
                       "a combination that it refuses", "correct the secrets that the plan's settings name"});
    }

    const plan::Plan& plan_;
    const Secrets& secrets_;
    plan::Problems problems_;
    std::vector<std::string> hidden_;
};

}  // namespace

PlanValues resolve(const plan::Plan& plan, const Secrets& secrets) { return Resolver(plan, secrets).resolve(); }

}  // namespace stapel::run
