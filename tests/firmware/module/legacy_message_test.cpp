#include "tests/firmware/module/configured_board.hpp"

#include <catch2/catch.hpp>

using namespace stapel::firmware;

// The two published samples of protocols 4.4, with an invented APN and address of the same lengths.

namespace {

const std::string password = "3132333435363738";
const std::string apn_items = "1723" "696F742E73616D706C6500" "172400" "172500";  // iot.sample, no user, no password
const std::string server_sample = "01" + password + "02" "28012C" + apn_items + "17271691" "172202" "170300" "1A";
const std::string client_sample = "01" + password + "02" "28012C" + apn_items +
                                  "1726" "3139382E35312E3130302E343600" "1727238C" "172201" "170300" "1A";
const std::string good = "81020200001A";

std::string legacy(const std::string& items) { return "01" + password + "02" "28012C" + items + "1A"; }

}  // namespace

TEST_CASE("the published server message is understood and applied") {
    ConfiguredBoard board;
    REQUIRE(server_sample.size() == 2 * 43);
    CHECK(board.ask(server_sample) == good);
    CHECK(board.number(0x28) == 300);
    CHECK(board.setting(0x23) == "iot.sample");
    CHECK(board.setting(0x24).empty());
    CHECK(board.setting(0x25).empty());
    CHECK(board.number(0x27) == 5777);
    CHECK(board.number(0x22) == 2);
    CHECK(board.restarts == 1);
}

TEST_CASE("the published client message is understood and applied") {
    ConfiguredBoard board;
    REQUIRE(client_sample.size() == 2 * 59);
    CHECK(board.ask(client_sample) == good);
    CHECK(board.setting(0x26) == "198.51.100.46");
    CHECK(board.number(0x27) == 9100);
    CHECK(board.number(0x22) == 1);
    CHECK(board.number(0x41) == 0);
}

TEST_CASE("a legacy message may leave the restart out") {
    ConfiguredBoard board;
    CHECK(board.ask(legacy("17271691")) == good);
    CHECK(board.restarts == 0);
}

TEST_CASE("the period of a legacy message is a setting like any other") {
    ConfiguredBoard board;
    CHECK(board.ask("01" + password + "02" "28003B" "1A") == "81020205281A");
    CHECK(board.ask("01" + password + "02" "28003C" "1A") == good);
    CHECK(board.number(0x28) == 60);
}

TEST_CASE("values of a legacy message are checked as strictly") {
    ConfiguredBoard board;
    CHECK(board.ask(legacy("172203")) == "81020205221A");
    CHECK(board.ask(legacy("1724" "31323334353637383930313233343536" "00")) == "81020204241A");
    CHECK(board.ask(legacy("172201")) == "81020205261A");
}

TEST_CASE("a damaged legacy message has a bad structure") {
    ConfiguredBoard board;
    const std::string bad = "81020201001A";
    CHECK(board.ask(legacy("1723" "696F74")) == bad);
    CHECK(board.ask(legacy("172716")) == bad);
    CHECK(board.ask(legacy("179900")) == bad);
    CHECK(board.ask(legacy("27" "1691")) == bad);
    CHECK(board.ask(legacy("17271691").substr(0, 2 * 17)) == bad);
    CHECK(board.ask(server_sample + "00") == bad);
}

TEST_CASE("the end marker may be missing behind item 03, as the samples' length has it") {
    ConfiguredBoard board;
    CHECK(board.ask(server_sample.substr(0, 2 * 0x2A)) == good);
    CHECK(board.setting(0x23) == "iot.sample");
    CHECK(board.ask(client_sample.substr(0, 2 * 0x3A)) == good);
    CHECK(board.setting(0x26) == "198.51.100.46");
    CHECK(board.restarts == 2);
    for (std::size_t length = 10; length < 0x3A; ++length)
        CHECK(board.ask(client_sample.substr(0, 2 * length)) == "81020201001A");
}

TEST_CASE("the legacy form is one of the write command only, and not of a damaged strict message") {
    ConfiguredBoard board;
    CHECK(board.ask("01" + password + "09" "28012C" "1A") == "81090201001A");
    CHECK(board.ask("01" + password + "02" "172201" "1A") == "81020201001A");
    CHECK(board.number(0x22) == 2);
}

TEST_CASE("a legacy message with a wrong password is refused") {
    ConfiguredBoard board;
    std::string wrong = server_sample;
    wrong.replace(2, 2, "32");
    CHECK(board.ask(wrong) == "81020202001A");
}
