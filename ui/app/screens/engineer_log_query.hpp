#pragma once

#include "ui/app/model/snapshot.hpp"
#include "ui/app/model/view.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stapel::app {

/// What of the log is wanted.
struct LogQuery {
    std::vector<std::string> words;  ///< each must stand in the line; letters of either case
    LogLevel least = LogLevel::info;
    std::optional<int> site;

    bool operator==(const LogQuery&) const = default;
};

/// What a person typed: words, `#3` for a site, `!` for warnings and errors, `!!` for errors alone.
[[nodiscard]] LogQuery parse_log_query(std::string_view typed);

/// Indices of the lines that the query wants.
[[nodiscard]] std::vector<std::size_t> matching_lines(const std::vector<LogLine>& log, const LogQuery& query);

/// The level that a line's word stands for; answers of a jig driven by hand count as plain information.
[[nodiscard]] LogLevel level_of(std::string_view word);

/// Looks through a log anew only when the log or the query is another one.
class LogMatches {
public:
    [[nodiscard]] const std::vector<std::size_t>& of(const std::shared_ptr<const std::vector<LogLine>>& log,
                                                     const LogQuery& query);

private:
    std::shared_ptr<const std::vector<LogLine>> log_;
    LogQuery query_;
    std::vector<std::size_t> lines_;
};

}  // namespace stapel::app
