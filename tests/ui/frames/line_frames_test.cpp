#include "tests/ui/frames/tape_of.hpp"

#include <catch2/catch.hpp>

using namespace stapel;
using namespace stapel::frames;
using namespace stapel::frames::test;

namespace {

Meanings lines(const std::string& channel, Direction direction, std::string_view text) {
    Tape tape;
    say(tape, channel, direction, bytes_of(text));
    return meanings(tape);
}

}  // namespace

TEST_CASE("AT lines are told without their ends, which belong to them") {
    CHECK(lines("modem", Direction::out, "AT\rAT+CSQ\r") == Meanings{"AT", "AT+CSQ"});
    CHECK(lines("modem", Direction::in, "AT+CSQ\r\r\n+CSQ: 19,99\r\n\r\nOK\r\n") ==
          Meanings{"AT+CSQ", "+CSQ: 19,99", "OK"});
    CHECK(lines("gsm_modem", Direction::in, "\r\nRDY\r\n") == Meanings{"RDY"});
}

TEST_CASE("a PDU is asked for by a prompt without an end, and ends with SUB or ESC") {
    CHECK(lines("modem", Direction::in, "AT+CMGW=9\r\r\n> 0011\x1A\r\n+CMGW: 1\r\n") ==
          Meanings{"AT+CMGW=9", "> ", "0011<SUB>", "+CMGW: 1"});
    CHECK(lines("modem", Direction::out, "AT+CMGW=9\r0011\x1A" "AT\r") == Meanings{"AT+CMGW=9", "0011<SUB>", "AT"});
    CHECK(lines("modem", Direction::out, "\x1B" "AT\r") == Meanings{"<ESC>", "AT"});
}

TEST_CASE("SCPI is told line by line") {
    CHECK(lines("control", Direction::out, "*IDN?\nOUTP ON;*OPC?\n") == Meanings{"*IDN?", "OUTP ON;*OPC?"});
    CHECK(lines("control", Direction::in, "0,\"No error\"\n\n") == Meanings{"0,\"No error\"", "line end"});
}

TEST_CASE("what is no text is counted, what has no end is told too") {
    CHECK(lines("modem", Direction::in, "\x91\xA2\xB3\x84\r\n") == Meanings{"unrecognised: 6 bytes"});
    CHECK(lines("modem", Direction::in, "+CMG\x91: 1\r\nOK") == Meanings{"+CMG<91>: 1", "OK"});
    CHECK(lines("label_printer", Direction::out, std::string(5000, 'x')).size() == 2);
    CHECK(lines("modem", Direction::in, "********LED\r\n") == Meanings{"********LED"});
}

TEST_CASE("channels do not mix, and an empty tape has no frames") {
    const Tape tape{entry(0, "modem", Direction::out, bytes_of("AT+")),
                    entry(1, "control", Direction::out, bytes_of("*IDN?\n")),
                    entry(2, "modem", Direction::out, bytes_of("CSQ\r"))};
    CHECK(meanings(tape) == Meanings{"AT+CSQ", "*IDN?"});
    CHECK(frames_of(tape)[0].channel == "modem");
    CHECK(frames_of({}).empty());
    CHECK(frames_of({entry(0, "modem", Direction::in, {})}).empty());
}
