#include "tests/structure/include_rules.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace stapel::structure {
namespace {

// A folder may include itself and what its line names, folders or single headers. The longest fitting line holds.
struct FolderRule {
    std::string_view folder;
    std::vector<std::string_view> may_include;
};

const std::vector<FolderRule>& folder_rules() {
    static const std::vector<FolderRule> rules{
        {"station/base", {}},
        {"firmware", {}},
        {"flasher", {"station/base", "fixtures/transport"}},
        {"fixtures/transport", {"station/base"}},
        {"fixtures/jig", {"station/base", "fixtures/transport"}},
        {"fixtures/meter", {"station/base", "fixtures/transport"}},
        {"fixtures/modem", {"station/base", "fixtures/transport"}},
        {"fixtures/module", {"station/base", "fixtures/transport", "firmware/module/settings_table.hpp"}},
        {"fixtures/virtual", {"station/base", "fixtures", "flasher", "firmware"}},
        {"station",
         {"station/base", "flasher", "fixtures/transport", "fixtures/jig", "fixtures/meter", "fixtures/modem",
          "fixtures/module"}},
        {"reports", {"station/base", "station/records", "station/orders"}},
        {"ui", {"station", "flasher", "fixtures", "firmware", "reports"}},
        {"tests", {"station", "flasher", "fixtures", "firmware", "reports", "ui"}},
    };
    return rules;
}

// Libraries that stay behind one folder: their headers stand in its `.cpp` files (and in those of its tests) only. A
// second folder is one that may not include the first.
struct LibraryRule {
    std::string_view header;  // how it begins
    std::string_view folder, second{};
};

constexpr std::array library_rules{
    LibraryRule{"libserialport.h", "fixtures/transport"},
    LibraryRule{"libusb", "fixtures/transport"},
    LibraryRule{"yaml-cpp/", "station/plan"},
    LibraryRule{"CLI/", "ui/session"},
    LibraryRule{"openssl/", "station/crypto", "fixtures/meter"},
    LibraryRule{"sqlite3.h", "station/records"},
    LibraryRule{"libpq-fe.h", "station/records"},
    LibraryRule{"SDL", "ui/app"},
    LibraryRule{"imgui", "ui/app"},
};

// Headers that only some folders may see, whatever the table above says.
struct HeaderRule {
    std::string_view header;
    std::array<std::string_view, 3> folders;
};

constexpr HeaderRule faults{"fixtures/virtual/faults.hpp", {"fixtures/virtual", "ui/cli", "tests"}};

constexpr std::array<std::string_view, 3> freestanding{"stdint.h", "stddef.h", "string.h"};
constexpr std::array<std::string_view, 2> hosted_firmware{"firmware/port", "firmware/image"};

struct Include {
    std::string_view name;
    bool quoted = false;
};

std::optional<Include> include_of(std::string_view line) {
    constexpr std::string_view blank = " \t";
    const auto skip = [&](std::size_t from) { return std::min(line.find_first_not_of(blank, from), line.size()); };
    std::size_t at = skip(0);
    if (at == line.size() || line[at] != '#') return std::nullopt;
    at = skip(at + 1);
    if (!line.substr(at).starts_with("include")) return std::nullopt;
    at = skip(at + std::string_view("include").size());
    if (at == line.size() || (line[at] != '"' && line[at] != '<')) return std::nullopt;
    const bool quoted = line[at] == '"';
    const std::size_t end = line.find(quoted ? '"' : '>', at + 1);
    if (end == std::string_view::npos) return std::nullopt;
    return Include{line.substr(at + 1, end - at - 1), quoted};
}

const FolderRule* rule_of(std::string_view path) {
    const FolderRule* best = nullptr;
    for (const FolderRule& rule : folder_rules())
        if (lies_in(path, rule.folder) && (best == nullptr || rule.folder.size() > best->folder.size())) best = &rule;
    return best;
}

std::string folder_of(std::string_view path) { return std::string(path.substr(0, path.rfind('/'))); }

bool lies_in_one(std::string_view path, const auto& folders) {
    return std::ranges::any_of(folders, [&](std::string_view folder) { return lies_in(path, folder); });
}

std::string project_problem(const SourceFile& file, std::string_view included) {
    const FolderRule* rule = rule_of(file.path);
    if (rule == nullptr) return folder_of(file.path) + " has no line in the table of include rules: add one";
    if (rule_of(included) == nullptr || included.find("..") != std::string_view::npos)
        return "\"" + std::string(included) + "\" does not start at the project's root";
    const bool hidden = included == faults.header && !lies_in_one(file.path, faults.folders);
    const bool own = lies_in(included, rule->folder) && rule_of(included) == rule;
    if (!hidden && (own || lies_in_one(included, rule->may_include))) return {};
    return folder_of(file.path) + " may not include " + (hidden ? std::string(included) : folder_of(included));
}

std::string library_problem(const SourceFile& file, std::string_view included) {
    const auto* rule = std::ranges::find_if(library_rules,
                                            [&](const LibraryRule& entry) { return included.starts_with(entry.header); });
    if (rule == library_rules.end()) return {};
    const auto owns = [&](std::string_view folder) {
        return !folder.empty() && (lies_in(file.path, folder) || lies_in(file.path, "tests/" + std::string(folder)));
    };
    const bool owner = owns(rule->folder) || owns(rule->second);
    if (owner && !is_header(file)) return {};
    return folder_of(file.path) + " may not include <" + std::string(included) + ">: it belongs into .cpp files of " +
           std::string(rule->folder);
}

std::string firmware_problem(const SourceFile& file, std::string_view included) {
    if (!lies_in(file.path, "firmware") || lies_in_one(file.path, hosted_firmware)) return {};
    if (std::ranges::find(freestanding, included) != freestanding.end()) return {};
    return folder_of(file.path) + " may not include <" + std::string(included) + ">: the firmware is freestanding";
}

std::string problem_of(const SourceFile& file, const Include& include) {
    const std::string library = library_problem(file, include.name);
    if (!library.empty()) return library;
    return include.quoted ? project_problem(file, include.name) : firmware_problem(file, include.name);
}

}  // namespace

std::vector<Finding> check_includes(const std::vector<SourceFile>& tree) {
    std::vector<Finding> findings;
    for (const SourceFile& file : tree) {
        if (!is_cpp(file)) continue;
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            const auto include = include_of(file.lines[i]);
            if (!include) continue;
            const std::string problem = problem_of(file, *include);
            if (!problem.empty()) findings.push_back({file.path, static_cast<int>(i + 1), problem});
        }
    }
    return findings;
}

}  // namespace stapel::structure
