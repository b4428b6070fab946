#include "ui/app/screens/function_keys.hpp"

#include "ui/app/screens/attention.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

namespace stapel::app {
namespace {

// One line a key.
constexpr std::array keys{
    FunctionKey{1, "help", "key.help", "help.help", KeyUse::help, true},
    FunctionKey{2, "operator", "key.operator", "help.operator", KeyUse::operator_, true},
    FunctionKey{3, "site", "key.site", "help.site", KeyUse::site, false},
    FunctionKey{4, "engineer", "key.engineer", "help.engineer", KeyUse::engineer, false},
    FunctionKey{5, "start", "key.start", "help.start", KeyUse::start, true},
    FunctionKey{6, "stop", "key.stop", "help.stop", KeyUse::stop, true},
    FunctionKey{7, "stop-all", "key.stop-all", "help.stop-all", KeyUse::stop_all, true},
    FunctionKey{8, "acknowledge", "key.acknowledge", "help.acknowledge", KeyUse::acknowledge, true},
    FunctionKey{9, "history", "key.history", "help.history", KeyUse::history, false},
    FunctionKey{10, "settings", "key.settings", "help.settings", KeyUse::settings, false},
    FunctionKey{11, "scrap", "key.scrap", "help.scrap", KeyUse::scrap, false},
    FunctionKey{12, "language", "key.language", "help.language", KeyUse::language, true},
};

std::optional<Screen> screen_of(KeyUse use) {
    switch (use) {
        case KeyUse::operator_: return Screen::operator_;
        case KeyUse::site: return Screen::site;
        case KeyUse::engineer: return Screen::engineer;
        case KeyUse::history: return Screen::history;
        case KeyUse::settings: return Screen::settings;
        default: return std::nullopt;
    }
}

bool chosen_site_can(const Snapshot& snapshot, const View& view, bool (*what)(const SiteSnapshot&)) {
    const auto* site = find_site(snapshot, view.chosen_site);
    return site != nullptr && what(*site);
}

Commands switch_language(View& view) {
    auto& language = view.preferences.language;
    language = language == Language::ru ? Language::en : Language::ru;
    return {KeepPreferences{}};
}

Commands acknowledge(const Snapshot& snapshot, const View& view) {
    const auto* site = site_to_acknowledge(snapshot, view);
    return site == nullptr ? Commands{} : Commands{Acknowledge{site->site}};
}

Commands show(Screen screen, View& view) {
    view.screen = screen;
    view.help = false;
    return {};
}

}  // namespace

std::vector<FunctionKey> function_keys(const View& view) {
    std::vector<FunctionKey> there;
    std::ranges::copy_if(keys, std::back_inserter(there), [&](const FunctionKey& key) { return key.in_kiosk || !view.kiosk; });
    return there;
}

bool is_enabled(const FunctionKey& key, const Snapshot& snapshot, const View& view) {
    switch (key.use) {
        case KeyUse::start: return chosen_site_can(snapshot, view, can_start);
        case KeyUse::stop: return chosen_site_can(snapshot, view, can_stop);
        case KeyUse::stop_all: return any_runs(snapshot);
        case KeyUse::acknowledge: return site_to_acknowledge(snapshot, view) != nullptr;
        case KeyUse::scrap: return chosen_site_can(snapshot, view, can_scrap);
        default: return true;
    }
}

bool is_on(const FunctionKey& key, const View& view) {
    if (key.use == KeyUse::help) return view.help;
    return screen_of(key.use) == view.screen;
}

Commands press(const FunctionKey& key, const Snapshot& snapshot, View& view) {
    if (const auto screen = screen_of(key.use)) return show(*screen, view);
    switch (key.use) {
        case KeyUse::help: view.help = !view.help; return {};
        case KeyUse::start: return {StartRun{}};
        case KeyUse::stop: return {StopRun{}};
        case KeyUse::stop_all: return {StopAll{}};
        case KeyUse::acknowledge: return acknowledge(snapshot, view);
        case KeyUse::scrap: return {Scrap{}};
        case KeyUse::language: return switch_language(view);
        default: return {};
    }
}

}  // namespace stapel::app
