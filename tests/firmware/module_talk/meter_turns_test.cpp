#include "tests/firmware/module_talk/scripted_dlms.hpp"
#include "tests/firmware/module_talk/scripted_meter.hpp"

using namespace stapel::firmware;

namespace {

const std::string iec = "AF3F218D0A", hdlc = "7EA0080221419350B47E";

}  // namespace

TEST_CASE("automatic calls twice in IEC and once in HDLC, every 3 s") {
    TalkBoard board;
    board.start();
    board.run(ready_ms + 17999);
    CHECK(board.meter_hex() == std::vector<std::string>{iec, iec, hdlc, iec, iec, hdlc});
    for (std::size_t at = 0; at < board.requests.size(); ++at) CHECK(board.requests[at].ms == ready_ms + 3000 * at);
}

TEST_CASE("automatic finds a meter that speaks DLMS alone, and stays with it") {
    const dlms::Meter meter;
    TalkBoard board;
    board.meter = [&](const std::string& bytes) { return meter.answer(bytes); };
    board.start();
    CHECK(contains(board.run(ready_ms + 8000), "@link meter=dlms type=CE308 serial=009218054000006 ms=6800"));
    board.requests.clear();
    board.run(ready_ms + 60000);
    CHECK(std::ranges::count(board.meter_hex(), iec) == 0);
    board.requests.clear();
    board.meter = [](const std::string&) { return ""; };
    board.arrives(ready_ms + 60001, Uart::meter, "12345678 COUNTER\r\n");
    board.run(ready_ms + 90000);
    CHECK(std::ranges::count(board.meter_hex(), hdlc) == 2);
    CHECK(std::ranges::count(board.meter_hex(), iec) == 0);
}

TEST_CASE("automatic gives an IEC meter that does not link a turn of HDLC too") {
    const ScriptedMeter meter{.snumb = "\x02(ERR15)\x03"};
    const auto board = metered_board(meter);
    board->run(ready_ms + 12000);
    std::vector<std::string> calls = board->meter_hex();
    std::erase_if(calls, [](const std::string& call) { return call != iec && call != hdlc; });
    CHECK(calls == std::vector<std::string>{iec, iec, hdlc, iec});
}

TEST_CASE("a silent meter that speaks DLMS alone is called every 3 s and complained of after a minute") {
    const auto board = dlms::board_with({});
    board->meter = [](const std::string&) { return ""; };
    CHECK_FALSE(contains(board->run(ready_ms + 59999), "meter_"));
    CHECK(board->meter_hex() == std::vector<std::string>(20, hdlc));
    for (std::size_t at = 0; at < board->requests.size(); ++at) CHECK(board->requests[at].ms == ready_ms + 3000 * at);
    CHECK(board->run(ready_ms + 60000) == "@fault code=meter_silent\r\n");
    CHECK(board->run(ready_ms + 200000).empty());
}

TEST_CASE("a frame of its own coming back is an echo, and no sign of a meter") {
    const auto board = dlms::board_with({});
    board->meter = [](const std::string& bytes) { return bytes; };
    const std::string said = board->run(ready_ms + 60000);
    CHECK(count(said, "@fault code=meter_echo\r\n") == 1);
    CHECK(count(said, "@fault code=meter_silent\r\n") == 1);
    CHECK_FALSE(contains(said, "@link"));
}

TEST_CASE("an HDLC answer later than the time limit is none") {
    const dlms::Meter meter;
    const auto board = dlms::board_with(meter);
    board->meter_delay_ms = 1600;
    CHECK_FALSE(contains(board->run(ready_ms + 50000), "@link"));
}
