#include "tests/firmware/module_talk/scripted_meter.hpp"

using namespace stapel::firmware;

namespace {

constexpr std::uint8_t meter_password = 0x60, meter_protocol = 0x61;
const std::string link_line = "@link meter=iec type=CE301 serial=009218054000006 ms=";

using Hex = std::vector<std::string>;

std::string link_of(ScriptedMeter meter) { return metered_board(meter)->run(ready_ms + 2900); }

}  // namespace

TEST_CASE("the captured CE301 session is led with these bytes, and the link told") {
    const ScriptedMeter meter;
    const auto board = metered_board(meter);
    const std::string said = board->run(ready_ms + 1500);
    CHECK(said == "@ready ms=15200\r\n" + link_line + "800\r\n");
    CHECK(board->meter_hex() == Hex{"AF3F218D0A", "063035B18D0A", "8150B18228B7B7B7B7B7B7A90321",
                                    "81D2B182534E554D4228A903DE", "81423003F5"});
}

TEST_CASE("a password of the settings is said, even when its block check is an ETX") {
    TalkBoard board;
    preset(board, meter_password, "dummy");
    const ScriptedMeter meter;
    meter.attach(board);
    board.start();
    CHECK(contains(board.run(ready_ms + 1500), link_line));
    CHECK(ScriptedMeter::without_parity(board.requests.at(2).bytes) == "\x01P1\x02(dummy)\x03\x03");
}

TEST_CASE("XOR is learned from P0 and kept") {
    const ScriptedMeter meter{.exclusive_or = true};
    const auto board = metered_board(meter);
    CHECK(contains(board->run(ready_ms + 1500), link_line));
    const auto check = [&](std::size_t at) { return board->requests.at(at).bytes.back() & 0x7F; };
    CHECK(check(2) == 0x61);
    CHECK(check(3) == 0x24);
    CHECK(check(4) == 0x71);
}

TEST_CASE("a P0 that fits both methods is tried with the other one after a NAK") {
    ScriptedMeter meter{.exclusive_or = true};
    const auto p0 = [&] { return "P0\x02" + meter.p0 + "\x03"; };
    for (int number = 0; ScriptedMeter::check(p0(), true) != ScriptedMeter::check(p0(), false); ++number)
        meter.p0 = "(" + std::to_string(100000 + number) + ")";
    TalkBoard board;
    board.meter = [&](const std::string& bytes) {
        const bool sum = ScriptedMeter::without_parity(bytes).starts_with("\x01P1") && (bytes.back() & 0x7F) == 0x21;
        return sum ? std::string("\x95") : meter.answer(bytes);
    };
    board.start();
    CHECK(contains(board.run(ready_ms + 2000), link_line));
}

TEST_CASE("the meter's type comes from its identification") {
    using Case = std::pair<std::string, std::string>;
    const auto [identification, type] = GENERATE(values<Case>({{"/EKT5CE102Mv01", "CE102M"},
                                                               {"/EMRzCE3081.1", "CE308"},
                                                               {"/EMR5\\2CE2089.1", "CE208"},
                                                               {"/EKT5CE318BY", "CE318BY"},
                                                               {"/TPC5NEVAMT324.2307", "NEVAMT324"}}));
    CHECK(contains(link_of({.identification = identification + "\r\n"}), "type=" + type + " "));
}

TEST_CASE("the serial is read from every shape of answer") {
    const std::string data = GENERATE(as<std::string>(), "SNUMB(009218054000006)\r\n", "(009218054000006)\r\n",
                                      "SNUMB(009218054000006)", "SNUMB(009218054000006,1)(2)\r\n");
    CHECK(contains(link_of({.snumb = "\x02" + data + "\x03"}), link_line));
}

TEST_CASE("a block check that looks like an ETX ends the answer as any other") {
    ScriptedMeter meter;
    std::string serial = "009218054000000";
    const auto snumb = [&] { return "\x02SNUMB(" + serial + ")\r\n\x03"; };
    for (char& digit : serial)
        for (digit = '0'; digit < '9' && ScriptedMeter::check(snumb().substr(1), false) != 0x03;) ++digit;
    meter.snumb = snumb();
    REQUIRE(ScriptedMeter::check(meter.snumb.substr(1), false) == 0x03);
    CHECK(contains(link_of(meter), "serial=" + serial + " "));
}

TEST_CASE("the speed that the meter offers is taken after the option is sent, and given back at the end") {
    const ScriptedMeter meter{.identification = "/EKT3CE301v12\r\n"};
    const auto board = metered_board(meter);
    CHECK(contains(board->run(ready_ms + 1500), link_line));
    CHECK(ScriptedMeter::without_parity(board->requests.at(1).bytes) == "\x06" "031\r\n");
    CHECK(board->meter_bauds == std::vector<std::uint32_t>{9600, 2400, 9600});
}

TEST_CASE("a meter that offers 0 is told 0, and the speed stays") {
    const ScriptedMeter meter{.identification = "/EKT0CE301v12\r\n"};
    const auto board = metered_board(meter);
    CHECK(contains(board->run(ready_ms + 1500), link_line));
    CHECK(ScriptedMeter::without_parity(board->requests.at(1).bytes) == "\x06" "001\r\n");
    CHECK(board->meter_bauds == std::vector<std::uint32_t>{9600});
}

TEST_CASE("a silent meter is called every 3 s and complained of once, after a minute") {
    TalkBoard board;
    board.start();
    const std::string before = board.run(ready_ms + 59999);
    CHECK_FALSE(contains(before, "meter_silent"));
    REQUIRE(board.requests.size() == 20);
    for (std::size_t at = 0; at < 20; ++at) CHECK(board.requests[at].ms == ready_ms + 3000 * at);
    CHECK(board.run(ready_ms + 60000) == "@fault code=meter_silent\r\n");
    CHECK(board.run(ready_ms + 200000).empty());
    CHECK(board.requests.size() == 67);
}

TEST_CASE("no wait is shorter than the board allows") {
    TalkBoard board;
    board.module.board.meter_wait_min_ms = 10000;
    const ScriptedMeter meter;
    meter.attach(board);
    board.meter_delay_ms = 9000;
    board.start();
    CHECK(contains(board.run(ready_ms + 40000), link_line + "36000"));
    CHECK(board.requests.size() >= 5);
}

TEST_CASE("an answer later than 1.5 s is none") {
    ScriptedMeter meter;
    const auto board = metered_board(meter);
    board->meter_delay_ms = 1600;
    CHECK_FALSE(contains(board->run(ready_ms + 50000), "@link"));
}

TEST_CASE("a pause inside an answer may last less than 1.5 s, not more") {
    const std::uint32_t pause_ms = GENERATE(1490U, 1510U);
    ScriptedMeter meter;
    const auto board = metered_board(meter);
    board->meter = [&](const std::string& bytes) {
        std::string answer = meter.answer(bytes);
        if (ScriptedMeter::without_parity(bytes).starts_with("\x01R1"))
            board->arrives(board->now_ms + 200 + pause_ms, Uart::meter,
                           std::exchange(answer, answer.substr(0, 9)).substr(9));
        return answer;
    };
    CHECK(contains(board->run(ready_ms + 3000), "@link") == (pause_ms < 1500));
}

TEST_CASE("a damaged answer is asked for again once, then the session is given up and the fault told") {
    const auto [damage, fault] =
        GENERATE(table<std::string, std::string>({{"\x01", "meter_bcc"}, {"\x80", "meter_parity"}}));
    const int damaged = GENERATE(1, 2);
    int left = damaged;
    ScriptedMeter meter;
    const auto board = metered_board(meter);
    board->meter = [&, bad = damage](const std::string& bytes) {
        const std::string text = ScriptedMeter::without_parity(bytes);
        std::string answer = text == "\x15" ? meter.block(meter.snumb) : meter.answer(bytes);
        const bool serial = text == "\x15" || text.starts_with("\x01R1");
        if (!serial || left-- <= 0) return answer;
        answer[3] = static_cast<char>(answer[3] ^ bad[0]);
        if (bad[0] == 0x01) answer = ScriptedMeter::with_parity(ScriptedMeter::without_parity(answer));
        return answer;
    };
    const std::string said = board->run(ready_ms + 2900);
    CHECK(contains(said, "@link") == (damaged == 1));
    CHECK(contains(said, "@fault code=" + fault) == (damaged == 2));
    CHECK(board->requests.at(4).bytes == "\x95");
    CHECK(ScriptedMeter::without_parity(board->requests.back().bytes) == "\x01" "B0\x03\x75");
}

TEST_CASE("what the meter does not understand is said again once, then the session is given up") {
    const int refused = GENERATE(1, 2);
    int left = refused;
    ScriptedMeter meter;
    const auto board = metered_board(meter);
    board->meter = [&](const std::string& bytes) {
        const bool p1 = ScriptedMeter::without_parity(bytes).starts_with("\x01P1");
        return p1 && left-- > 0 ? std::string("\x95") : meter.answer(bytes);
    };
    const std::string said = board->run(ready_ms + 2900);
    CHECK(board->requests.at(2).bytes == board->requests.at(3).bytes);
    CHECK(contains(said, "@link") == (refused == 1));
    CHECK(contains(said, "@fault code=meter_bcc") == (refused == 2));
}

TEST_CASE("a meter that refuses is told, and called again") {
    const auto [meter, fault] = GENERATE(table<ScriptedMeter, std::string>({
        {ScriptedMeter{.p1 = "\x01" "B0\x03"}, "meter_password"},
        {ScriptedMeter{.snumb = "\x02SNUMB(ERR12)\x03"}, "meter_refused"},
        {ScriptedMeter{.snumb = "\x02(ERR15)\x03"}, "meter_refused"},
        {ScriptedMeter{.snumb = "\x02SNUMB()\r\n\x03"}, "meter_refused"},
        {ScriptedMeter{.snumb = "\x02SNUMB(1 2)\r\n\x03"}, "meter_refused"},
        {ScriptedMeter{.snumb = "\x02SNUMB(1\r\n@ready)\r\n\x03"}, "meter_refused"},
    }));
    const auto board = metered_board(meter);
    const std::string said = board->run(ready_ms + 15000);  // the third turn is HDLC's
    CHECK(count(said, "@fault code=" + fault + "\r\n") == 1);
    CHECK_FALSE(contains(said, "@link"));
    CHECK(std::ranges::count(board->meter_hex(), "AF3F218D0A") >= 3);
}

TEST_CASE("a farewell is understood whichever method made its block check") {
    const ScriptedMeter meter{.p1 = "\x01" "B0\x03"};
    const auto board = metered_board(meter);
    board->meter = [&](const std::string& bytes) {
        const bool password = ScriptedMeter::without_parity(bytes).starts_with("\x01P1");
        return password ? ScriptedMeter::with_parity("\x01" "B0\x03\x71") : meter.answer(bytes);  // XOR, 1.4
    };
    CHECK(contains(board->run(ready_ms + 2900), "@fault code=meter_password\r\n"));
    CHECK(board->requests.size() == 3);
}

TEST_CASE("its own sign-on coming back is an echo, and no link") {
    TalkBoard board;
    board.meter = [](const std::string& bytes) { return bytes; };
    board.start();
    const std::string said = board.run(ready_ms + 20000);
    CHECK(count(said, "@fault code=meter_echo\r\n") == 1);
    CHECK_FALSE(contains(said, "@link"));
}

TEST_CASE("an identification with wrong parity is a fault") {
    TalkBoard board;
    board.meter = [](const std::string&) { return "/EKT5CE301v12\r\n"; };
    board.start();
    const std::string said = board.run(ready_ms + 20000);
    CHECK(count(said, "@fault code=meter_parity\r\n") == 1);
    CHECK(board.meter_hex().at(1) == "AF3F218D0A");
}

TEST_CASE("with the protocol set to IEC there are no turns of another") {
    TalkBoard board;
    preset(board, meter_protocol, "\x01");
    board.start();
    board.run(ready_ms + 20000);
    CHECK(std::ranges::count(board.meter_hex(), "AF3F218D0A") == 7);
    CHECK(board.requests.size() == 7);
}
