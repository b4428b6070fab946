#include "station/base/failure.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace stapel;

TEST_CASE("every code has one line, one number and all four texts") {
    std::set<std::string_view> numbers;
    for (int value = 0; value <= static_cast<int>(Code::driven_by_hand); ++value) {
        const auto& line = text_of(static_cast<Code>(value));
        CAPTURE(line.number);
        CHECK(line.code == static_cast<Code>(value));
        CHECK(numbers.insert(line.number).second);
        CHECK(code_of(line.number) == line.code);
        for (const auto text : {line.en, line.ru, line.action_en, line.action_ru}) CHECK_FALSE(text.empty());
    }
    CHECK(numbers.size() == all_failures().size());
    CHECK_FALSE(code_of("E-000").has_value());
}

TEST_CASE("a failure tells its number, its sentence and its detail") {
    CHECK(std::string(Failure(Code::jig_silent, "no answer to *IDN?").what()) ==
          "E-301 The jig does not answer: no answer to *IDN?");
}
