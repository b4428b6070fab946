#include "fixtures/virtual/faults.hpp"
#include "tests/structure/include_rules.hpp"
#include "tests/structure/text_rules.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace {

using namespace stapel::structure;

const std::vector<SourceFile>& project() {
    static const std::vector<SourceFile> tree = read_tree(STAPEL_SOURCE_DIR);
    return tree;
}

// `brownout` is left out: it is the module's own word on its console (`reset=brownout`), so the station knows it too.
std::vector<std::string> fault_names() {
    std::vector<std::string> names;
    for (const auto& fault : stapel::bench::all_faults())
        if (fault.name != "brownout") names.emplace_back(fault.name);
    return names;
}

void require_clean(const std::vector<Finding>& findings) {
    INFO(to_text(findings));
    REQUIRE(findings.empty());
}

}  // namespace

TEST_CASE("the scan sees the whole project") {
    for (const char* path : {"station/base/failure.cpp", "fixtures/virtual/faults.hpp", "ui/cli/commands.hpp",
                             "tests/structure/structure_test.cpp", "README.md", "check"})
        REQUIRE(std::ranges::count(project(), path, &SourceFile::path) == 1);
}

TEST_CASE("the project keeps the include rules") { require_clean(check_includes(project())); }

TEST_CASE("no file of the project is too long") { require_clean(check_length(project())); }

TEST_CASE("nothing in the project is unfinished") { require_clean(check_unfinished(project())); }

TEST_CASE("the project names no machine's paths") { require_clean(check_machine_paths(project())); }

TEST_CASE("only the clock knows the time") { require_clean(check_time(project())); }

TEST_CASE("only the bench knows its faults") {
    REQUIRE(fault_names().size() >= 12);
    require_clean(check_fault_names(project(), fault_names()));
}

TEST_CASE("the engineer's page says what every fault ends with") {
    const auto page = std::ranges::find(project(), "docs/engineer.md", &SourceFile::path);
    REQUIRE(page != project().end());
    for (const auto& fault : stapel::bench::all_faults()) {
        const auto row = std::ranges::find_if(page->lines, [&](const std::string& line) {
            return line.starts_with("| `" + std::string(fault.name));
        });
        INFO(fault.name);
        REQUIRE(row != page->lines.end());
        REQUIRE(row->find("| " + std::string(fault.outcome) + " |") != std::string::npos);
        REQUIRE(row->find(fault.plan_step) != std::string::npos);
        REQUIRE(row->find(fault.code) != std::string::npos);
    }
}
