#include "tests/station/plan/catalogue.hpp"
#include "tests/station/plan/files.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <random>

using namespace stapel::plan;

namespace {

std::string shipped_plan() {
    std::ifstream stream(STAPEL_SOURCE_DIR "/station/plans/nb02-line.yaml", std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// Bytes that mean something in YAML, so that mutations go deeper than the scanner.
char telling_byte(std::mt19937& random) {
    constexpr std::string_view bytes = "{}[]:,-&*!|>'\"%@`#?\n \t~0aZ\\\xD0\x80";
    return bytes[random() % bytes.size()];
}

void mutate(std::string& text, std::mt19937& random) {
    const std::size_t at = random() % text.size();
    switch (random() % 4) {
        case 0: text[at] = telling_byte(random); break;
        case 1: text.insert(at, 1, telling_byte(random)); break;
        case 2: text.erase(at, random() % 20); break;
        default: text.insert(at, text.substr(random() % text.size(), random() % 40)); break;
    }
}

/// Every problem stands in the file and says something.
bool is_sensible(const Problem& problem, std::ptrdiff_t lines) {
    return problem.line >= 0 && problem.line <= lines + 1 && problem.column >= 0 && !problem.expected.empty() &&
           !problem.found.empty() && !problem.advice.empty() && to_text(problem).find('\n') == std::string::npos;
}

}  // namespace

TEST_CASE("a damaged plan is loaded or refused with sensible problems, never a crash") {
    const std::string original = shipped_plan();
    REQUIRE(original.size() > 1000);
    std::mt19937 random(20260301);
    const test::Folder folder;
    int refused = 0;
    for (int round = 0; round < 1500; ++round) {
        std::string text = original;
        for (auto count = random() % 6 + 1; count > 0; --count) mutate(text, random);
        const auto loaded = load(folder.write("plan.yaml", text), {test::catalogue(), ""});
        INFO(text);
        REQUIRE(loaded.plan.has_value() == loaded.problems.empty());
        const auto lines = std::count(text.begin(), text.end(), '\n');
        for (const Problem& problem : loaded.problems) REQUIRE(is_sensible(problem, lines));
        refused += loaded.plan ? 0 : 1;
    }
    CHECK(refused > 1000);
}
