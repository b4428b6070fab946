#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace stapel::session {

/// Exit statuses of DESIGN 6.1.
enum class Status { ok = 0, failed = 1, usage = 2, fixture = 3, stopped = 4, records = 5 };

/// A wrong option or a bad input file, exit status 2.
class UsageError : public std::runtime_error {
public:
    explicit UsageError(const std::string& message, std::vector<std::string> problems = {})
        : std::runtime_error(message), problems_(std::move(problems)) {}

    /// Every mistake of a file as a line `FILE:LINE:COL: error: ...`, to be shown before the message; often empty.
    [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }

private:
    std::vector<std::string> problems_;
};

}  // namespace stapel::session
