#include "ui/app/screens/next_action.hpp"

#include "ui/app/look/texts.hpp"
#include "ui/app/screens/attention.hpp"
#include "ui/app/screens/site_words.hpp"
#include "ui/app/screens/state_look.hpp"

#include <optional>

namespace stapel::app {
namespace {

std::string at_site(const SiteSnapshot& site, std::string_view what, Language language) {
    return filled("next.at", language, {std::to_string(site.site), what});
}

Urgency urgency_of(SiteState state) {
    if (state == SiteState::fail) return Urgency::module;
    return state == SiteState::trouble ? Urgency::trouble : Urgency::calm;
}

NextAction save_records(const Snapshot& snapshot, Language language) {
    return {.text = std::string(TextKey("next.records").in(language)), .site = 0, .urgency = Urgency::trouble,
            .reason = snapshot.records_problem};
}

NextAction answer(const SiteSnapshot& site, Language language) {
    return {.text = at_site(site, TextKey("next.answer").in(language), language), .site = site.site, .reason = {}};
}

/// `БРАК. Положите модуль в красный лоток`
std::string verdict_words(const SiteSnapshot& site, Language language) {
    return filled("next.verdict", language, {look_of(site.state).word.in(language), site_note(site, language)});
}

NextAction acknowledge(const SiteSnapshot& site, Language language) {
    const auto what = filled("next.acknowledge", language, {verdict_words(site, language)});
    return {.text = at_site(site, what, language), .site = site.site, .urgency = urgency_of(site.state), .reason = {}};
}

std::string label_name(const run::Label& label) {
    if (!label.serial.empty()) return label.serial;
    return label.imei.empty() ? label.iccid : label.imei;
}

std::string ready_words(const SiteSnapshot& site, Language language) {
    if (site.jig.occupied && site.jig.lid_closed) return std::string(TextKey("next.start").in(language));
    const auto close = site.next_label ? TextKey("next.close") : TextKey("next.scan-and-close");
    if (site.jig.occupied) return std::string(close.in(language));
    return filled("next.insert", language, {site.next_label ? label_name(*site.next_label) : std::string()});
}

/// What a site that nothing runs at waits for.
std::string free_site_words(const SiteSnapshot& site, Language language) {
    switch (site.state) {
        case SiteState::ready: return ready_words(site, language);
        case SiteState::pass:
        case SiteState::fail:
        case SiteState::trouble: return verdict_words(site, language);
        case SiteState::stopped: return std::string(TextKey("next.stopped").in(language));
        case SiteState::empty:
        case SiteState::running:
        case SiteState::manual: break;
    }
    return std::string(TextKey("next.scan").in(language));
}

NextAction serve(const SiteSnapshot& site, Language language) {
    return {.text = at_site(site, free_site_words(site, language), language), .site = site.site,
            .urgency = urgency_of(site.state), .reason = {}};
}

NextAction wait(const Snapshot& snapshot, Language language) {
    const auto text = any_runs(snapshot) ? TextKey("next.wait") : TextKey("next.manual");
    return {.text = std::string((snapshot.sites.empty() ? TextKey("next.no-sites") : text).in(language)), .reason = {}};
}

}  // namespace

NextAction next_action(const Snapshot& snapshot, const View& view) {
    const auto language = view.preferences.language;
    if (!snapshot.records_problem.empty()) return save_records(snapshot, language);
    if (const auto* site = site_that_asks(snapshot, view)) return answer(*site, language);
    if (const auto* site = site_to_acknowledge(snapshot, view)) return acknowledge(*site, language);
    if (const auto* site = site_in_trouble(snapshot, view)) return serve(*site, language);
    if (const auto* site = site_that_is_free(snapshot, view)) return serve(*site, language);
    return wait(snapshot, language);
}

}  // namespace stapel::app
