#include "station/plan/problem.hpp"

#include <catch2/catch.hpp>

#include <array>

using namespace stapel::plan;

TEST_CASE("a quote is one line of readable length and whole characters") {
    CHECK(quoted("a\nb") == "\"a?b\"");
    CHECK(quoted(std::string(100, 'x')) == '"' + std::string(60, 'x') + "...\"");
    // 59 letters and a Cyrillic one of two bytes: its first half alone would be no UTF-8.
    const std::string x58(58, 'x'), x59(59, 'x');
    CHECK(quoted(x59 + "Жyyy") == '"' + x59 + "...\"");
    CHECK(quoted(x58 + "Жyyy") == '"' + x58 + "Ж...\"");
}

TEST_CASE("words are listed for people and the nearest is found") {
    constexpr std::array words = std::to_array<std::string_view>({"stop", "continue", "needs"});
    CHECK(one_of(words) == "stop, continue or needs");
    CHECK(one_of(std::span(words).first(1)) == "stop");
    CHECK(nearest("contineu", words) == "continue");
    CHECK(nearest("need", words) == "needs");
    CHECK(nearest("banana", words).empty());
    CHECK(nearest(std::string(100000, 'a'), words).empty());
    CHECK(advise_nearest("sotp", words, "do not") == "do not");
    CHECK(advise_nearest("stpo", std::span(words).first(1), "do not") == "do not");
    CHECK(advise_nearest("stp", words, "do not") == "write stop instead");
}

TEST_CASE("problems come in the order of their places") {
    Problems problems("f");
    problems.add({3, 1}, {"c", "", ""});
    problems.add({1, 9}, {"b", "", ""});
    problems.add({1, 2}, {"a", "", ""});
    const auto ordered = problems.in_order();
    CHECK(ordered.at(0).expected + ordered.at(1).expected + ordered.at(2).expected == "abc");
    CHECK(ordered.at(2).file == "f");
}
