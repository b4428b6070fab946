#include "tests/ui/app/support/sample_tape.hpp"

#include <bit>
#include <initializer_list>
#include <string_view>

namespace stapel::app::test {
namespace {

using transport::Direction;

Bytes bytes_of(std::string_view text) {
    Bytes bytes;
    for (const char character : text) bytes.push_back(static_cast<std::byte>(character));
    return bytes;
}

/// As 7E1 goes over a line: the eighth bit makes the number of ones even.
Bytes with_parity(std::string_view text) {
    auto bytes = bytes_of(text);
    for (auto& byte : bytes)
        if (std::popcount(std::to_integer<unsigned>(byte)) % 2 != 0) byte |= std::byte{0x80};
    return bytes;
}

struct Said {
    std::int64_t ms;
    Direction direction;
    std::string_view text;
};

void say(LiveTape& tape, const char* channel, std::initializer_list<Said> talk) {
    for (const auto& [ms, direction, text] : talk) tape.push_back({ms, channel, direction, bytes_of(text), false});
}

void say_with_parity(LiveTape& tape, const char* channel, std::initializer_list<Said> talk) {
    for (const auto& [ms, direction, text] : talk) tape.push_back({ms, channel, direction, with_parity(text), false});
}

constexpr std::string_view jig_question = "OUTP?;:INP:LID?;:INP:STAR?;:INP:NEST?;:SYS:CYC?;:SYS:ERR?\n";
constexpr std::string_view jig_answer = "1;1;0;1;18204;0,\"No error\"\n";

void look_at_jig(LiveTape& tape, std::int64_t ms) {
    say(tape, "control", {{ms, Direction::out, jig_question}, {ms + 3, Direction::in, jig_answer}});
}

}  // namespace

LiveTape sample_tape() {
    using enum Direction;
    LiveTape tape;
    look_at_jig(tape, 29'700);
    say(tape, "modem", {{29'812, out, "AT+CPMS=\"SM\",\"SM\",\"SM\"\r"},
                        {29'840, in, "\r\n+CPMS: 2,20,2,20,2,20\r\n\r\nOK\r\n"},
                        {29'861, out, "AT+CMGF=0\r"},
                        {29'870, in, "\r\nOK\r\n"}});
    say(tape, "control", {{30'010, out, "OUTP OFF;:ROUT:BOOT OFF;:ROUT:RES OFF;:OUTP ON\n"}});
    say(tape, "host", {{30'347, in, "@boot type=NB02 version=v04v5.24.8415.3.1.1 serial=S3106871343\r\n"},
                       {30'912, in, "@selftest flash=ok settings=ok modem=ok sim=ok clock=ok\r\n"}});
    for (std::int64_t ms = 31'000; ms < 51'000; ms += 2'500) look_at_jig(tape, ms);
    say(tape, "host", {{51'408, in, "@ready ms=21073\r\n"}, {54'590, in, "@net rat=NB-IoT csq=19 ip=10.100.146.50\r\n"}});
    say_with_parity(tape, "meter", {{55'201, in, "/?!\r\n"},
                                    {55'388, out, "/EKT5CE301v12\r\n"},
                                    {55'702, in, "\x06" "051\r\n"},
                                    {55'890, out, "\x01P0\x02(********)\x03`"},
                                    {56'240, in, "\x01P1\x02(********)\x03\""},
                                    {56'402, out, "\x06"},
                                    {56'610, in, "\x01R1\x02SNUMB()\x03^"},
                                    {56'803, out, "\x02SNUMB(009218026012854)\r\n\x03\x10"},
                                    {57'120, in, "\x01R1\x02" "ET0PE()\x03" "7"}});
    look_at_jig(tape, 57'300);
    return tape;
}

}  // namespace stapel::app::test
