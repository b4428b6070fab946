#include "tests/structure/source_tree.hpp"

#include <algorithm>
#include <fstream>

namespace stapel::structure {
namespace {

namespace fs = std::filesystem;

bool is_skipped(const fs::path& folder) {
    const std::string name = folder.filename().string();
    return name == "build" || name.starts_with('.');
}

SourceFile read(const fs::path& root, const fs::path& file) {
    SourceFile source{file.lexically_relative(root).generic_string(), {}};
    std::ifstream input(file, std::ios::binary);
    for (std::string line; std::getline(input, line);) source.lines.push_back(line);
    return source;
}

bool is_text(const SourceFile& file) {
    return std::ranges::none_of(file.lines, [](const std::string& line) { return line.find('\0') != std::string::npos; });
}

}  // namespace

std::string to_text(const Finding& finding) {
    return finding.file + ':' + std::to_string(finding.line) + ": " + finding.message;
}

std::string to_text(const std::vector<Finding>& findings) {
    std::string text;
    for (const Finding& finding : findings) text += to_text(finding) + '\n';
    return text;
}

std::vector<SourceFile> read_tree(const fs::path& root) {
    std::vector<SourceFile> files;
    for (auto entry = fs::recursive_directory_iterator(root); entry != fs::end(entry); ++entry) {
        if (entry->is_directory() && is_skipped(entry->path())) entry.disable_recursion_pending();
        if (!entry->is_regular_file()) continue;
        if (SourceFile file = read(root, entry->path()); is_text(file)) files.push_back(std::move(file));
    }
    std::ranges::sort(files, {}, &SourceFile::path);
    return files;
}

bool lies_in(std::string_view path, std::string_view folder) {
    return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

bool is_header(const SourceFile& file) { return file.path.ends_with(".hpp"); }

bool is_cpp(const SourceFile& file) { return file.path.ends_with(".cpp") || is_header(file); }

bool is_product(const SourceFile& file) { return is_cpp(file) && !lies_in(file.path, "tests"); }

}  // namespace stapel::structure
