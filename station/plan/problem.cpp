#include "station/plan/problem.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace stapel::plan {
namespace {

constexpr std::size_t longest_quote = 60;

bool is_continuation(char character) { return (static_cast<unsigned char>(character) & 0xC0U) == 0x80U; }

bool is_control(char character) { return static_cast<unsigned char>(character) < ' ' || character == '\x7F'; }

/// Levenshtein's distance: insertions, deletions, replacements.
std::size_t edits_between(std::string_view left, std::string_view right) {
    std::vector<std::size_t> row(right.size() + 1);
    for (std::size_t column = 0; column < row.size(); ++column) row[column] = column;
    for (std::size_t line = 0; line < left.size(); ++line) {
        std::size_t diagonal = row[0];
        row[0] = line + 1;
        for (std::size_t column = 0; column < right.size(); ++column) {
            const std::size_t replaced = diagonal + (left[line] == right[column] ? 0 : 1);
            diagonal = row[column + 1];
            row[column + 1] = std::min({replaced, diagonal + 1, row[column] + 1});
        }
    }
    return row.back();
}

}  // namespace

std::string to_text(const Problem& problem) {
    return fmt::format("{}:{}:{}: {}: expected {}, found {}: {}", problem.file, std::max(problem.line, 1),
                       std::max(problem.column, 1), problem.is_warning ? "warning" : "error", problem.expected,
                       problem.found, problem.advice);
}

void Problems::add(const Place& place, Complaint complaint) {
    problems_.push_back({file_, place.line, place.column, std::move(complaint.expected), std::move(complaint.found),
                         std::move(complaint.advice), false});
}

std::vector<Problem> Problems::in_order() const {
    auto ordered = problems_;
    std::ranges::stable_sort(ordered, {}, [](const Problem& problem) { return std::tie(problem.line, problem.column); });
    return ordered;
}

std::string quoted(std::string_view text) {
    std::string shown(text.substr(0, longest_quote));
    if (text.size() > longest_quote) {
        // Never half a character of UTF-8.
        for (std::size_t next = longest_quote; next > 0 && is_continuation(text[next]); --next) shown.pop_back();
        shown += "...";
    }
    std::ranges::replace_if(shown, is_control, '?');
    return '"' + shown + '"';
}

std::string one_of(std::span<const std::string_view> words) {
    std::string text;
    for (std::size_t index = 0; index < words.size(); ++index) {
        if (index > 0) text += index + 1 == words.size() ? " or " : ", ";
        text += words[index];
    }
    return text;
}

std::string_view nearest(std::string_view word, std::span<const std::string_view> known) {
    constexpr std::size_t longest_word = 40;  // the cost grows with the square; longer ones are no slips of the finger
    std::string_view best;
    std::size_t best_distance = std::max<std::size_t>(1, word.size() / 4) + 1;
    if (word.size() > longest_word) return best;
    for (const std::string_view candidate : known) {
        const std::size_t far = edits_between(word, candidate);
        if (far < best_distance) {
            best_distance = far;
            best = candidate;
        }
    }
    return best;
}

std::string advise_nearest(std::string_view word, std::span<const std::string_view> known, std::string_view otherwise) {
    const std::string_view near = nearest(word, known);
    return near.empty() ? std::string(otherwise) : fmt::format("write {} instead", near);
}

}  // namespace stapel::plan
