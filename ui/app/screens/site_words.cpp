#include "ui/app/screens/site_words.hpp"

#include "station/base/failure.hpp"
#include "ui/app/look/texts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stapel::app {
namespace {

constexpr std::size_t shortest_tail = 4;
constexpr std::size_t imei_tail = 7;  // serial number and check digit, 3GPP TS 23.003 section 6.2.1

std::string running_note(const SiteSnapshot& site, Language language) {
    if (site.prompt) return std::string(TextKey("tile.asks").in(language));
    if (!site.waits_for.empty()) {
        const auto channel = TextKey::find("channel." + site.waits_for);
        return filled("tile.waits", language, {channel ? channel->in(language) : site.waits_for});
    }
    return step_words(site, language);
}

std::string ready_note(const SiteSnapshot& site, Language language) {
    if (!site.jig.occupied) return std::string(TextKey("tile.insert").in(language));
    if (!site.jig.lid_closed) return std::string(TextKey("tile.close").in(language));
    return std::string(TextKey("tile.start").in(language));
}

/// Of the label that waits, else of the last run.
run::Label module_of(const SiteSnapshot& site) { return site.next_label.value_or(run::Label{site.imei, site.iccid, site.serial}); }

std::string tail_of(const std::string& imei) {
    if (imei.size() <= imei_tail) return imei;
    return "…" + imei.substr(imei.size() - imei_tail);
}

std::string short_running_note(const SiteSnapshot& site, Language language) {
    if (site.prompt) return std::string(TextKey("tile.short.asks").in(language));
    if (!site.waits_for.empty()) return std::string(TextKey("tile.short.waits").in(language));
    return filled("tile.short.step", language, {std::to_string(site.steps_done + 1), std::to_string(site.steps_total)});
}

TextKey short_ready_note(const SiteSnapshot& site) {
    if (!site.jig.occupied) return "tile.short.insert";
    return site.jig.lid_closed ? TextKey("tile.start") : TextKey("tile.short.close");
}

/// A step within its plan counts as far as it has come itself.
float step_share(const SiteSnapshot& site) {
    if (!site.progress || site.progress->total <= 0) return 0;
    return std::clamp(static_cast<float>(site.progress->done) / static_cast<float>(site.progress->total), 0.0F, 1.0F);
}

}  // namespace

std::string step_words(const SiteSnapshot& site, Language language) {
    const auto line = std::ranges::find(site.steps, site.step, &StepLine::id);
    const auto name = line == site.steps.end() ? std::nullopt : TextKey::find("kind." + line->kind);
    return name ? std::string(name->in(language)) : site.step;
}

std::string identity_words(const SiteSnapshot& site) {
    const auto module = module_of(site);
    if (module.imei.empty()) return module.serial;
    return fmt::format("{}{}IMEI {}", module.serial, module.serial.empty() ? "" : "  ", tail_of(module.imei));
}

std::string short_identity_words(const SiteSnapshot& site) {
    const auto module = module_of(site);
    return module.serial.empty() ? tail_of(module.imei) : module.serial;
}

std::string identity_tail(const SiteSnapshot& site) {
    const auto module = module_of(site);
    const auto& number = module.serial.empty() ? module.imei : module.serial;
    return number.substr(number.size() - std::min(number.size(), shortest_tail));
}

std::string elapsed_words(Duration elapsed) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(elapsed).count();
    if (seconds < 3600) return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
    return fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::string_view failure_action(std::string_view code, Language language) {
    const auto found = code_of(code);
    if (!found) return TextKey("tile.call").in(language);
    const auto& text = text_of(*found);
    return language == Language::ru ? text.action_ru : text.action_en;
}

std::string site_note(const SiteSnapshot& site, Language language) {
    switch (site.state) {
        case SiteState::empty: return {};
        case SiteState::ready: return ready_note(site, language);
        case SiteState::running: return running_note(site, language);
        case SiteState::pass: return std::string(TextKey("tile.take").in(language));
        case SiteState::fail:
        case SiteState::trouble:
        case SiteState::stopped: return std::string(failure_action(site.code, language));
        case SiteState::manual: return std::string(TextKey("tile.manual").in(language));
    }
    return {};
}

std::string short_site_note(const SiteSnapshot& site, Language language) {
    const auto text = [&](TextKey key) { return std::string(key.in(language)); };
    switch (site.state) {
        case SiteState::empty: return {};
        case SiteState::ready: return text(short_ready_note(site));
        case SiteState::running: return short_running_note(site, language);
        case SiteState::pass: return text("tile.short.take");
        case SiteState::fail: return text("tile.short.fail");
        case SiteState::trouble: return text("tile.short.trouble");
        case SiteState::stopped: return text("tile.short.stopped");
        case SiteState::manual: return text("tile.short.manual");
    }
    return {};
}

std::optional<float> run_share(const SiteSnapshot& site) {
    if (site.state != SiteState::running || site.steps_total <= 0) return std::nullopt;
    const float share = (static_cast<float>(site.steps_done) + step_share(site)) / static_cast<float>(site.steps_total);
    return std::clamp(share, 0.0F, 1.0F);
}

}  // namespace stapel::app
