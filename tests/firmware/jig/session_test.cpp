#include "firmware/jig/session.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace stapel::firmware::jig;

namespace {

std::string decimal(std::int64_t value, int decimals) {
    Session session{};
    Answer answer(session);
    answer.decimal(value, decimals);
    return {session.output, session.output_length};
}

}  // namespace

TEST_CASE("numbers are answered in plain decimal") {
    CHECK(decimal(4000, 3) == "4.000");
    CHECK(decimal(213, 4) == "0.0213");
    CHECK(decimal(0, 3) == "0.000");
    CHECK(decimal(-5, 3) == "-0.005");
    CHECK(decimal(0, 0) == "0");
    CHECK(decimal(4294967295, 0) == "4294967295");
    CHECK(decimal(INT64_MIN, 0) == "-9223372036854775808");
}

TEST_CASE("a line that just fits is kept, one character more drops it") {
    Session session{};
    const std::string longest(Session::output_size - 1, 'x');
    Answer fits(session);
    fits.text(longest.c_str());
    CHECK(fits.finish());
    CHECK(session.output_length == Session::output_size);

    session.output_length = 1;
    Answer overrun(session);
    overrun.text(longest.c_str());
    CHECK_FALSE(overrun.finish());
    CHECK(session.output_length == 1);
}
