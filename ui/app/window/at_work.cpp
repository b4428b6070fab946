#include "ui/app/window/at_work.hpp"

#include "ui/app/look/texts.hpp"
#include "ui/app/screens/attention.hpp"
#include "ui/app/screens/next_action.hpp"
#include "ui/app/screens/screens.hpp"
#include "ui/app/window/pacer.hpp"
#include "ui/app/window/preferences.hpp"
#include "ui/app/window/sound_choice.hpp"
#include "ui/app/window/window.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace stapel::app {
namespace {

constexpr Duration while_busy = std::chrono::milliseconds(100);

/// Elapsed times and progress go on there.
bool is_busy(const Snapshot& snapshot) {
    return std::ranges::any_of(snapshot.sites, [](const SiteSnapshot& site) {
        return site.state == SiteState::running || site.state == SiteState::manual;
    });
}

/// The engineer's way out of a kiosk: three keys that nobody hits together by accident.
bool leaves_kiosk(const KeyEvent& key) {
    constexpr int q = 0x14;  // USB HID Usage Tables 1.12, section 10
    return key.usage == q && key.down && !key.repeat && key.control && key.alt;
}

}  // namespace

AtWork::AtWork(Setup setup)
    : setup_(std::move(setup)), session_(setup_.session), board_(board_setup(session_), session_.clock()),
      input_(setup_.window.feed()),
      controller_({.session = session_, .board = board_, .wake = [this] { setup_.window.wake(); },
                   .keep_preferences = [this](const Preferences& preferences) { keep(preferences); }}),
      sounds_([this](const std::string& why) { log("warning", "no sounds: " + why); }) {
    view_.preferences = setup_.preferences;
    view_.kiosk = setup_.kiosk;
    if (!board_.setup().sites.empty()) view_.chosen_site = board_.setup().sites.front();
    session_.start(controller_.links());
}

AtWork::~AtWork() { session_.stop(); }

Input::Place AtWork::place() {
    return {.snapshot = *controller_.snapshot(), .view = view_, .widgets = setup_.window.widgets(),
            .field = setup_.window.field_has_keyboard()};
}

void AtWork::hear(const WindowEvent& event) {
    if (const auto* text = std::get_if<TextEvent>(&event)) return input_.hear(*text, session_.clock().now());
    if (std::holds_alternative<CloseAsked>(event) && !setup_.kiosk) return close();
    const auto* key = std::get_if<KeyEvent>(&event);
    if (key == nullptr) return;
    if (setup_.kiosk && leaves_kiosk(*key)) return close();
    carry_out(input_.hear(*key, place(), session_.clock().now()));
}

/// Runs that are on are worth a question; whoever asks twice means it.
void AtWork::close() {
    controller_.update(view_);  // a run may have begun since the last frame
    if (any_runs(*controller_.snapshot()) && !view_.asks_to_quit) view_.asks_to_quit = true;
    else carry_out({Quit{}});
}

TimePoint AtWork::settle(TimePoint now) {
    carry_out(input_.settle(place(), now));
    return input_.due().value_or(TimePoint::max());
}

TimePoint AtWork::look(TimePoint now) {
    const auto before = controller_.snapshot();
    controller_.update(view_);
    const auto& after = controller_.snapshot();
    if (before != after) make_heard(*before, *after);
    setup_.window.set_keyboard_navigation(view_.help || view_.asks_to_quit);
    return is_busy(*after) || ends() ? now + while_busy : next_second(now, session_.clock().utc());
}

void AtWork::make_heard(const Snapshot& before, const Snapshot& after) {
    const auto sound = sound_between(before, after);
    if (sound && view_.preferences.sounds) sounds_.play(*sound);
}

void AtWork::draw(const Ui& ui) {
    setup_.window.set_title("Stapel: " + next_action(*controller_.snapshot(), view_).text);
    draw_window(ui, {.snapshot = *controller_.snapshot(), .answers = controller_.answers(), .tape = controller_.tape(),
                     .view = view_});
}

void AtWork::carry_out(const Commands& commands) {
    const bool ended = ends();
    controller_.carry_out(commands, view_);
    if (ended || !ends()) return;
    view_.asks_to_quit = false;
    view_.notice = std::string(TextKey("notice.quitting").in(view_.preferences.language));
}

bool AtWork::is_over() const { return ends() && session_.ended(); }

void AtWork::keep(const Preferences& preferences) {
    const auto problem = keep_preferences(setup_.preferences_file, preferences);
    if (!problem.empty()) log("warning", "the settings are not kept: " + problem);
}

void AtWork::log(const std::string& level, const std::string& text) {
    board_.on_event({.time = session_.clock().utc(), .site = {}, .run = {}, .body = run::Log{level, text}});
    setup_.window.wake();
}

}  // namespace stapel::app
