#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stapel::plan {

/// A mistake in a file, printed as `FILE:LINE:COL: error: expected ..., found ...: what to do`; `warning` in place of
/// `error` where it stands in nobody's way.
struct Problem {
    std::string file;
    int line = 0, column = 0;  ///< from 1; 0 = the file as a whole
    std::string expected, found, advice;
    bool is_warning = false;
};

/// One line without its end; a problem of the file as a whole is placed at its first character.
[[nodiscard]] std::string to_text(const Problem& problem);

/// Where in a file something stands; lines and columns (in characters) from 1, 0 = the file as a whole.
struct Place {
    int line = 0, column = 0;
};

/// What a problem says.
struct Complaint {
    std::string expected, found, advice;
};

/// Collects the problems of one file.
class Problems {
public:
    explicit Problems(std::string file) : file_(std::move(file)) {}

    void add(const Place& place, Complaint complaint);

    [[nodiscard]] const std::string& file() const { return file_; }
    [[nodiscard]] bool empty() const { return problems_.empty(); }

    /// All of them, in the order of their places.
    [[nodiscard]] std::vector<Problem> in_order() const;

private:
    std::string file_;
    std::vector<Problem> problems_;
};

/// `"text"` for a message: cut to a readable length, control characters shown as `?`, always one line.
[[nodiscard]] std::string quoted(std::string_view text);

/// `a, b or c`.
[[nodiscard]] std::string one_of(std::span<const std::string_view> words);

/// The word that was probably meant; empty when none is near.
[[nodiscard]] std::string_view nearest(std::string_view word, std::span<const std::string_view> known);

/// `write NEAREST instead` when something is near, else `otherwise`.
[[nodiscard]] std::string advise_nearest(std::string_view word, std::span<const std::string_view> known,
                                         std::string_view otherwise);

}  // namespace stapel::plan
