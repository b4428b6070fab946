#include "ui/app/screens/record_text.hpp"

#include "station/base/characters.hpp"
#include "station/base/failure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

namespace stapel::app {
namespace {

struct OutcomeLine {
    std::string_view outcome, mark;
    TextKey word;
    Rgb fill, ink;
};

constexpr std::array outcomes{
    OutcomeLine{"", "▶", "state.running", theme::running, theme::ink},
    OutcomeLine{"pass", "✓", "state.pass", theme::pass, theme::white},
    OutcomeLine{"fail", "✗", "state.fail", theme::fail, theme::white},
    OutcomeLine{"error", "!", "state.trouble", theme::trouble, theme::trouble_ink},
    OutcomeLine{"aborted", "■", "state.stopped", theme::empty, theme::ink},
    OutcomeLine{"interrupted", "■", "outcome.interrupted", theme::empty, theme::ink},
    OutcomeLine{"skipped", "–", "outcome.skipped", theme::empty, theme::ink},
};

std::string word_of(std::string_view table, std::string_view word, Language language) {
    const auto key = TextKey::find(fmt::format("{}.{}", table, word));
    return key ? std::string(key->in(language)) : known(word);
}

std::optional<int> number_at(std::string_view text, std::size_t at, std::size_t length) {
    const auto digits = text.substr(at, length);
    int value = 0;
    if (!all_digits(digits)) return std::nullopt;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

}  // namespace

OutcomeLook outcome_look(std::string_view outcome, Language language) {
    const auto* line = std::ranges::find(outcomes, outcome, &OutcomeLine::outcome);
    if (line == outcomes.end()) return {.mark = "?", .word = outcome};
    return {line->mark, line->word.in(language), line->fill, line->ink};
}

std::string unit_state_text(std::string_view state, Language language) { return word_of("unit-state", state, language); }
std::string operation_text(std::string_view operation, Language language) { return word_of("operation", operation, language); }
std::string purpose_text(std::string_view purpose, Language language) { return word_of("purpose", purpose, language); }

CodeText code_text(std::string_view number, Language language) {
    const auto code = code_of(number);
    if (!code) return {};
    const auto& text = text_of(*code);
    return language == Language::ru ? CodeText{text.ru, text.action_ru} : CodeText{text.en, text.action_en};
}

std::string code_and_text(std::string_view number, Language language) {
    return number.empty() ? std::string() : fmt::format("{} {}", number, code_text(number, language).what);
}

std::optional<UtcTime> recorded_time(std::string_view rfc3339) {
    constexpr std::string_view form = "0000-00-00T00:00:00.000Z";
    if (rfc3339.size() != form.size() || rfc3339[10] != 'T' || rfc3339.back() != 'Z') return std::nullopt;
    const auto year = number_at(rfc3339, 0, 4), month = number_at(rfc3339, 5, 2), day = number_at(rfc3339, 8, 2);
    const auto hours = number_at(rfc3339, 11, 2), minutes = number_at(rfc3339, 14, 2), seconds = number_at(rfc3339, 17, 2);
    if (!year || !month || !day || !hours || !minutes || !seconds) return std::nullopt;
    const std::chrono::year_month_day date(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day)));
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days(date) + std::chrono::hours(*hours) + std::chrono::minutes(*minutes) +
           std::chrono::seconds(*seconds);
}

std::string recorded_time_text(std::string_view rfc3339, Language language) {
    const auto time = recorded_time(rfc3339);
    return time ? date_time(*time, language) : known(rfc3339);
}

std::string known(std::string_view text) { return text.empty() ? "—" : std::string(text); }

}  // namespace stapel::app
