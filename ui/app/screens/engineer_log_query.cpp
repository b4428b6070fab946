#include "ui/app/screens/engineer_log_query.hpp"

#include "station/base/characters.hpp"

#include <algorithm>
#include <charconv>

namespace stapel::app {
namespace {

/// Small letters for capitals of the two alphabets that the window speaks; UTF-8 in, UTF-8 out, of the same length.
std::string folded(std::string_view text) {
    std::string out(text);
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (out[i] >= 'A' && out[i] <= 'Z') out[i] = static_cast<char>(out[i] + ('a' - 'A'));
        if (out[i] != '\xD0' || i + 1 == out.size()) continue;
        const auto second = static_cast<unsigned char>(out[i + 1]);
        if (second >= 0x90 && second <= 0x9F) out[i + 1] = static_cast<char>(second + 0x20);  // А to П
        if (second >= 0xA0 && second <= 0xAF) out[i] = '\xD1', out[i + 1] = static_cast<char>(second - 0x20);  // Р to Я
        if (second == 0x81) out[i] = '\xD1', out[i + 1] = '\x91';                                              // Ё
    }
    return out;
}

std::optional<int> site_number(std::string_view word) {
    int site = 0;
    const auto digits = word.substr(1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), site);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return site;
}

void take_word(LogQuery& query, std::string_view word) {
    const auto site = word.front() == '#' ? site_number(word) : std::nullopt;
    if (site) query.site = site;
    else if (word == "!") query.least = LogLevel::warning;
    else if (word == "!!") query.least = LogLevel::error;
    else query.words.push_back(folded(word));
}

bool wanted(const LogLine& line, const LogQuery& query) {
    if (query.site && line.site != query.site) return false;
    if (level_of(line.level) < query.least) return false;
    if (query.words.empty()) return true;
    const std::string text = folded(line.text);
    return std::ranges::all_of(query.words, [&](const std::string& word) { return text.find(word) != std::string::npos; });
}

}  // namespace

LogQuery parse_log_query(std::string_view typed) {
    LogQuery query;
    for (std::size_t at = 0; at < typed.size();) {
        const std::size_t end = std::min(typed.find(' ', at), typed.size());
        if (end > at) take_word(query, typed.substr(at, end - at));
        at = end + 1;
    }
    return query;
}

LogLevel level_of(std::string_view word) {
    if (word == "error") return LogLevel::error;
    return word == "warning" ? LogLevel::warning : LogLevel::info;
}

std::vector<std::size_t> matching_lines(const std::vector<LogLine>& log, const LogQuery& query) {
    std::vector<std::size_t> lines;
    for (std::size_t i = 0; i < log.size(); ++i)
        if (wanted(log[i], query)) lines.push_back(i);
    return lines;
}

const std::vector<std::size_t>& LogMatches::of(const std::shared_ptr<const std::vector<LogLine>>& log,
                                               const LogQuery& query) {
    if (log_ != log || query_ != query) {
        lines_ = matching_lines(*log, query);
        log_ = log;
        query_ = query;
    }
    return lines_;
}

}  // namespace stapel::app
