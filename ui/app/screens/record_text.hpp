#pragma once

#include "ui/app/look/texts.hpp"
#include "ui/app/look/theme.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace stapel::app {

/// How an outcome of a run or step is shown: never by colour alone.
struct OutcomeLook {
    std::string_view mark, word;
    Rgb fill = theme::empty, ink = theme::ink;
};

/// By the records' word, such as `pass`; an empty one is a run under way. Another word is shown as it is.
[[nodiscard]] OutcomeLook outcome_look(std::string_view outcome, Language language);

/// The words of a record in the language: `passed` of a unit, `line` of an operation, `retest` of a purpose. One that is
/// in no table is shown as it is.
[[nodiscard]] std::string unit_state_text(std::string_view state, Language language);
[[nodiscard]] std::string operation_text(std::string_view operation, Language language);
[[nodiscard]] std::string purpose_text(std::string_view purpose, Language language);

/// A failure's code in words; empty texts for a number that this program does not know.
struct CodeText {
    std::string_view what, action;  ///< what is wrong; what to do
};
[[nodiscard]] CodeText code_text(std::string_view number, Language language);

/// `E-254 Нет связи`; empty without a number.
[[nodiscard]] std::string code_and_text(std::string_view number, Language language);

/// `2026-11-24T16:05:07.042Z` of the records; none for anything else.
[[nodiscard]] std::optional<UtcTime> recorded_time(std::string_view rfc3339);
/// The same in local time and in the language's form; the text itself when it is no time.
[[nodiscard]] std::string recorded_time_text(std::string_view rfc3339, Language language);

/// The text, or a dash when it is unknown.
[[nodiscard]] std::string known(std::string_view text);

}  // namespace stapel::app
