#pragma once

#include "ui/app/model/snapshot.hpp"
#include "ui/app/model/view.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace stapel::app {

/// What the step under way does, in words; its id when its kind has none; empty when none is under way.
[[nodiscard]] std::string step_words(const SiteSnapshot& site, Language language);

/// Serial and the IMEI's tail, `S000017  IMEI …234567`; of the label that waits, else of the last module.
[[nodiscard]] std::string identity_words(const SiteSnapshot& site);

/// As much of it as there is always room for: the serial, else the IMEI's tail.
[[nodiscard]] std::string short_identity_words(const SiteSnapshot& site);

/// For the smallest tiles: the last four digits of serial or IMEI, `0017`.
[[nodiscard]] std::string identity_tail(const SiteSnapshot& site);

/// `0:42`, `12:05`, `1:02:05`.
[[nodiscard]] std::string elapsed_words(Duration elapsed);

/// What the person in front of the jig does about a failure; a call for the engineer when the code is unknown.
[[nodiscard]] std::string_view failure_action(std::string_view code, Language language);

/// What goes on at the site, or what is to be done there, in one sentence without the site's name.
[[nodiscard]] std::string site_note(const SiteSnapshot& site, Language language);

/// The same in a word or two, for a tile that has no room for it.
[[nodiscard]] std::string short_site_note(const SiteSnapshot& site, Language language);

/// How far the run under way is, 0 to 1; none when none is.
[[nodiscard]] std::optional<float> run_share(const SiteSnapshot& site);

}  // namespace stapel::app
