#pragma once

#include "station/plan/plan.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace stapel::plan::test {

/// A directory that goes away with the test.
class Folder {
public:
    Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder();

    /// Writes a file; answers its whole path.
    std::string write(const std::string& name, std::string_view content) const;
    [[nodiscard]] std::string path(const std::string& name) const;

private:
    std::filesystem::path directory_;
};

/// Loads a text as `plan.yaml` with the tests' catalogue.
[[nodiscard]] Loaded load_text(std::string_view text);

/// `LINE:COL expected ..., found ...: advice` of each problem.
[[nodiscard]] std::vector<std::string> lines_of(const std::vector<Problem>& problems);

/// The first problem alone.
[[nodiscard]] std::string first_line(std::string_view text);

/// A plan with nothing wrong, up to `main:` and its first step; more lines of that step may follow.
[[nodiscard]] std::string good_plan();

}  // namespace stapel::plan::test
