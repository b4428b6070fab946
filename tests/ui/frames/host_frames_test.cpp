#include "tests/ui/frames/tape_of.hpp"

#include <catch2/catch.hpp>

using namespace stapel;
using namespace stapel::frames;
using namespace stapel::frames::test;

namespace {

/// A dialogue in turns: the station begins.
Meanings talk(std::initializer_list<std::string_view> turns) {
    Tape tape;
    Direction direction = Direction::out;
    for (const auto hex : turns) {
        say(tape, "host", direction, from_hex(hex));
        direction = direction == Direction::out ? Direction::in : Direction::out;
    }
    return meanings(tape);
}

Meanings heard(std::string_view text) {
    Tape tape;
    say(tape, "host", Direction::in, bytes_of(text));
    return meanings(tape);
}

}  // namespace

// AN3155: packets and answers.
TEST_CASE("the ROM's commands are told by name, what belongs to them by what it is") {
    CHECK(talk({"7F", "79", "00FF", "790131003179", "02FD", "7901041379"}) ==
          Meanings{"autobaud byte", "ACK", "command 00 (Get)", "ACK, 5 bytes", "command 02 (Get ID)", "ACK, 4 bytes"});
    CHECK(talk({"11EE", "79", "0800000008", "79", "03FC", "7940414243"}) ==
          Meanings{"command 11 (Read memory)", "ACK", "address 08000000", "ACK", "4 bytes wanted", "ACK, 4 bytes"});
    CHECK(talk({"31CE", "79", "0800010009", "79", "03AABBCCDD03", "79"}) ==
          Meanings{"command 31 (Write memory)", "ACK", "address 08000100", "ACK", "4 bytes of data", "ACK"});
    CHECK(talk({"44BB", "79", "FFFF00", "79", "44BB", "79", "0000000101", "1F", "21DE", "79", "0800000008", "79"}) ==
          Meanings{"command 44 (Extended erase)", "ACK", "everything to be erased", "ACK",
                   "command 44 (Extended erase)", "ACK", "list of what is to be erased", "NACK",
                   "command 21 (Go)", "ACK", "address 08000000", "ACK"});
    CHECK(talk({"03AABBCCDD03", "79"}) == Meanings{"4 bytes of data", "ACK"});  // a tape's beginning
    CHECK(talk({"04FB", "1F"}) == Meanings{"command 04", "NACK"});
}

TEST_CASE("a length is told from a command by what was asked before, and a refusal forgets that") {
    CHECK(talk({"11EE", "79", "0800000008", "79", "11EE", "79" "000102030405060708090A0B0C0D0E0F1011"}) ==
          Meanings{"command 11 (Read memory)", "ACK", "address 08000000", "ACK", "18 bytes wanted", "ACK, 18 bytes"});
    CHECK(talk({"11EE", "79", "0800000008", "1F", "11EE", "79"}) ==
          Meanings{"command 11 (Read memory)", "ACK", "address 08000000", "NACK", "command 11 (Read memory)", "ACK"});
}

TEST_CASE("what fits nothing is counted") {
    CHECK(talk({"7F7F7F"}) == Meanings{"autobaud byte, 3 times"});
    CHECK(talk({"80808080"}) == Meanings{"unrecognised: 4 bytes"});
    CHECK(talk({"31CE", "79", "0800010009", "79", "03AABBCCDD04", "1F"})[4] == "unrecognised: 6 bytes");
    CHECK(heard("y") == Meanings{"ACK"});
    CHECK(heard("\x90\x80") == Meanings{"unrecognised: 2 bytes"});
}

TEST_CASE("the console speaks in lines") {
    CHECK(heard("@boot type=NB02 reset=power\r\n@selftest flash=ok\r\n") ==
          Meanings{"@boot type=NB02 reset=power", "@selftest flash=ok"});
    CHECK(heard("ms=15200\r\n@net rat=GSM\r\n@li") == Meanings{"ms=15200", "@net rat=GSM", "@li"});
    CHECK(heard("\x90\x80@ready ms=1\r\n") == Meanings{"unrecognised: 2 bytes", "@ready ms=1"});
}

TEST_CASE("data that looks like a line of the console is data, what follows it is one") {
    Tape tape;
    for (const auto hex : {"11EE", "0800000008", "07F8"}) {
        say(tape, "host", Direction::out, from_hex(hex));
        if (std::string_view(hex) != "07F8") say(tape, "host", Direction::in, from_hex("79"));
    }
    say(tape, "host", Direction::in, bytes_of("y@ready\r\n"));
    say(tape, "host", Direction::in, bytes_of("@boot\r\n"));
    const auto told = meanings(tape);
    REQUIRE(told.size() == 7);
    CHECK(told[5] == "ACK, 8 bytes");
    CHECK(told[6] == "@boot");
}
