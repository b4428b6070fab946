#include "tests/station/plan/files.hpp"

#include "tests/station/plan/catalogue.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace stapel::plan::test {

Folder::Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "stapel-plan-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary directory");
    directory_ = name;
}

Folder::~Folder() {
    std::error_code error;
    std::filesystem::remove_all(directory_, error);
}

std::string Folder::write(const std::string& name, std::string_view content) const {
    std::filesystem::create_directories((directory_ / name).parent_path());
    std::ofstream(directory_ / name, std::ios::binary) << content;
    return path(name);
}

std::string Folder::path(const std::string& name) const { return (directory_ / name).string(); }

Loaded load_text(std::string_view text) {
    const Folder folder;
    return load(folder.write("plan.yaml", text), {catalogue(), ""});
}

std::vector<std::string> lines_of(const std::vector<Problem>& problems) {
    std::vector<std::string> lines;
    for (const Problem& problem : problems)
        lines.push_back(fmt::format("{}:{} expected {}, found {}: {}", problem.line, problem.column, problem.expected,
                                    problem.found, problem.advice));
    return lines;
}

std::string first_line(std::string_view text) {
    const auto lines = lines_of(load_text(text).problems);
    return lines.empty() ? std::string() : lines.front();
}

std::string good_plan() {
    return "plan: demo\n"
           "version: 1\n"
           "operation: line\n"
           "module: NB02\n"
           "main:\n"
           "  - id: power-on\n"
           "    kind: jig.power\n";
}

}  // namespace stapel::plan::test
