#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace stapel::structure {

/// A file of the project.
struct SourceFile {
    std::string path;  ///< from the project's root, with `/`
    std::vector<std::string> lines;
};

/// A broken rule.
struct Finding {
    std::string file;
    int line = 0;  ///< from 1; 0 = the file as a whole
    std::string message;
};
[[nodiscard]] std::string to_text(const Finding& finding);
[[nodiscard]] std::string to_text(const std::vector<Finding>& findings);

/// Every text file below `root` that people wrote: no build folders, no hidden ones.
[[nodiscard]] std::vector<SourceFile> read_tree(const std::filesystem::path& root);

/// True when `path` is `folder` or lies in it.
[[nodiscard]] bool lies_in(std::string_view path, std::string_view folder);

[[nodiscard]] bool is_cpp(const SourceFile& file);     ///< `.cpp` or `.hpp`
[[nodiscard]] bool is_header(const SourceFile& file);  ///< `.hpp`
/// C++ of the product itself: not of the tests.
[[nodiscard]] bool is_product(const SourceFile& file);

}  // namespace stapel::structure
