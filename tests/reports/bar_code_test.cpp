#include "reports/bar_code.hpp"

#include "tests/reports/code_128_reader.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>
#include <string>

using namespace stapel::reports;

TEST_CASE("a scanner reads from a bar code the text that it was made of") {
    const std::string text = GENERATE("STAPEL-START", "STAPEL-ACK-32", "S000017", "a", "~ !\"%&", "863703001234567");
    CHECK(test::read_code_128(code_128(text)) == text);
}

TEST_CASE("the scanner of these tests is not fooled by a module that changed colour") {
    auto modules = code_128("STAPEL-STOP");
    const auto place = GENERATE(3u, 40u, 90u);
    modules[place] = !modules[place];
    CHECK_FALSE(test::read_code_128(modules));
}

TEST_CASE("what cannot be a bar code is refused with its reason") {
    CHECK_THROWS_AS(code_128(""), std::runtime_error);
    CHECK_THROWS_AS(code_128(std::string(300, 'x')), std::runtime_error);
}
