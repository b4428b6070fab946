#include "station/plan/document.hpp"
#include "tests/station/plan/files.hpp"

#include <catch2/catch.hpp>

using namespace stapel::plan;
using test::first_line;

namespace {

std::vector<Problem> problems_of(const std::string& file) {
    Problems problems(file);
    const auto document = Document::read(problems);
    return problems.in_order();
}

std::vector<Problem> problems_in(std::string_view text) {
    const test::Folder folder;
    return problems_of(folder.write("file.yaml", text));
}

}  // namespace

TEST_CASE("a problem is one line with file, place, expected, found and what to do") {
    CHECK(to_text({"a.yaml", 3, 7, "a voltage", "nothing", "write one"}) ==
          "a.yaml:3:7: error: expected a voltage, found nothing: write one");
    CHECK(to_text({"a.yaml", 0, 0, "a file", "none", "make one"}) ==
          "a.yaml:1:1: error: expected a file, found none: make one");
}

TEST_CASE("a file that is not there, a directory and an empty file are problems of the file") {
    const test::Folder folder;
    CHECK(to_text(problems_of(folder.path("none.yaml")).at(0)) ==
          folder.path("none.yaml") + ":1:1: error: expected a file that can be read, found No such file or directory: "
                                     "check its name and its permissions");
    CHECK(problems_of(folder.path("")).at(0).found == "a directory");
    CHECK(problems_in("").at(0).found == "an empty file");
    CHECK(problems_in("# only a comment\n").at(0).found == "an empty file");
    CHECK(problems_in(std::string(2U << 20U, '#')).at(0).found == "a longer file");
}

TEST_CASE("bytes that are no UTF-8 text are found with their place") {
    const auto zero = problems_in(std::string_view("plan: a\nmain: \0", 15));
    CHECK(test::lines_of(zero) ==
          std::vector<std::string>{"2:7 expected UTF-8 text, found the byte 00: save the file as UTF-8, or check that "
                                   "this is the right file"});
    CHECK(problems_in("a: \xD0\x9F\xCF").at(0).found == "the byte CF");
    CHECK(problems_in("a: \xD0\x9F\xCF").at(0).column == 5);
    CHECK(problems_in("\x7F" "ELF").at(0).found == "the byte 7F");
    CHECK(problems_in("a: \xED\xA0\x80").at(0).found == "the byte ED");
    CHECK(problems_in("\xEF\xBB\xBF" "a: 1\n").empty());
}

TEST_CASE("the parser's complaints have a place") {
    const auto problems = problems_in("plan: a\nmain: [1, 2\n");
    REQUIRE(problems.size() == 1);
    CHECK(problems.at(0).line >= 2);
    CHECK(problems.at(0).found == "what the YAML parser rejects");
    CHECK(problems_in("a: b: c\n").size() == 1);
    CHECK(problems_in("a: *nobody\n").size() == 1);
    CHECK(problems_in("\tplan: a\n").size() == 1);
}

TEST_CASE("keys given twice, keys that are no words and a second document are found") {
    CHECK(test::lines_of(problems_in("a: 1\nb: {c: 1, d: 2, c: 3}\na: 2\n")) ==
          std::vector<std::string>{
              "2:17 expected each key once, found the key \"c\" again: remove this one or the one in line 2",
              "3:1 expected each key once, found the key \"a\" again: remove this one or the one in line 1"});
    CHECK(test::lines_of(problems_in("? [a]\n: 1\n")) ==
          std::vector<std::string>{"1:3 expected a word as key, found something else before the colon: write `key: value`"});
    CHECK(test::lines_of(problems_in("a: 1\n---\nb: 2\n")) ==
          std::vector<std::string>{
              "2:1 expected one YAML document, found a second one: remove the line --- and what follows it"});
}

TEST_CASE("columns count characters, not bytes") {
    CHECK(problems_in("{мода: 1, мода: 2}").at(0).column == 11);
}

TEST_CASE("anchors and aliases are read, an endless one does no harm") {
    const test::Folder folder;
    Problems problems(folder.write("a.yaml", "a: &x {b: 1}\nc: *x\n"));
    const auto document = Document::read(problems);
    REQUIRE(problems.empty());
    CHECK(document.root()->entries.at(0).second == document.root()->entries.at(1).second);
    CHECK(problems_in("a: &x [*x]\n").size() <= 1);
    std::string laughs = "a0: &a0 [ha]\n";
    for (int level = 1; level < 60; ++level) {
        const std::string one = "*a" + std::to_string(level - 1);
        laughs += "a" + std::to_string(level) + ": &a" + std::to_string(level) + " [" + one + ", " + one + "]\n";
    }
    CHECK(problems_in(laughs).empty());
}

TEST_CASE("nesting without end is a problem, not a crash") {
    CHECK_FALSE(problems_in(std::string(20000, '[')).empty());
    CHECK_FALSE(problems_in(std::string(20000, '{')).empty());
    std::string deep = "a:\n";
    for (int level = 1; level < 900; ++level) deep += std::string(static_cast<std::size_t>(level), ' ') + "a:\n";
    CHECK_FALSE(problems_in(deep).empty());
}
