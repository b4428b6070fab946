#include "tests/firmware/module_talk/scripted_meter.hpp"

using namespace stapel::firmware;

namespace {

const std::string head = "CE301\r\n009218054000006\r\n";

std::unique_ptr<TalkBoard> linked_board(const ScriptedMeter& meter) {
    auto board = metered_board(meter);
    REQUIRE(contains(board->run(ready_ms + 1500), "@link"));
    board->requests.clear();
    return board;
}

std::string told_by(const TalkBoard& board) {
    for (const auto& said : board.requests)
        if (const auto at = said.bytes.find("CE301\r\n"); at != std::string::npos) return said.bytes.substr(at);
    return {};
}

}  // namespace

TEST_CASE("COUNTER reads the captured energies and gives the meter's own digits") {
    const ScriptedMeter meter;
    const auto board = linked_board(meter);
    board->arrives(ready_ms + 2000, Uart::meter, "12345678 COUNTER 0\r\n");
    board->run(ready_ms + 4000);
    CHECK(std::ranges::count(board->meter_hex(), "81D2B182C5D43050C528A903B7") == 1);
    CHECK(told_by(*board) == head + "E:16907.9477764\r\nT1:11504.3875082\r\nT2:3628.2698795\r\n"
                                    "T3:1775.2903887\r\nT4:0.0\r\n");
}

TEST_CASE("values without their name are read as well") {
    const ScriptedMeter meter{
        .et0pe = "\x02" "ET0PE(68.42)\r\n(45.54)\r\n(22.88)\r\n(0.00)\r\n(0.00)\r\n(0.00)\r\n\x03"};
    REQUIRE(ScriptedMeter::check(meter.et0pe.substr(1), false) == 0x0F);
    const auto board = linked_board(meter);
    board->arrives(ready_ms + 2000, Uart::meter, "12345678 cou 1\r\n");
    board->run(ready_ms + 4000);
    CHECK(told_by(*board) == head + "T1:45.54\r\n");
}

TEST_CASE("a meter without ET0PE is asked for the present day, whose energies stand behind its date") {
    const ScriptedMeter meter{
        .et0pe = "\x02(ERR12)\x03",
        .emd01 = "\x02" "EMD01(20.08.24,0.45991)(0.41342)(0.04649)(0.0)(0.0)\r\n\x03"};
    const auto board = linked_board(meter);
    board->arrives(ready_ms + 2000, Uart::meter, "12345678 COUNTER 0\r\n");
    board->run(ready_ms + 4000);
    CHECK(told_by(*board) == head + "E:0.45991\r\nT1:0.41342\r\nT2:0.04649\r\nT3:0.0\r\nT4:0.0\r\n");
}

TEST_CASE("a meter that has neither energies is refused") {
    const ScriptedMeter meter{.et0pe = "\x02(ERR12)\x03", .emd01 = "\x02(ERR12)\x03"};
    const auto board = linked_board(meter);
    board->arrives(ready_ms + 2000, Uart::meter, "12345678 COUNTER\r\n");
    board->run(ready_ms + 10000);
    CHECK(told_by(*board) == head + "E:ERROR\r\n");
}

TEST_CASE("COUNTER tries twice and then says ERROR") {
    const int failing = GENERATE(1, 2);
    ScriptedMeter meter;
    const auto board = linked_board(meter);
    int left = failing;
    board->meter = [&](const std::string& bytes) {
        const bool sign_on = ScriptedMeter::without_parity(bytes) == "/?!\r\n";
        return sign_on && left-- > 0 ? std::string() : meter.answer(bytes);
    };
    board->arrives(ready_ms + 2000, Uart::meter, "12345678 COUNTER\r\n");
    board->run(ready_ms + 10000);
    CHECK(std::ranges::count(board->meter_hex(), "AF3F218D0A") == 2);
    CHECK(told_by(*board) == head + (failing == 1 ? "E:16907.9477764\r\n" : "E:ERROR\r\n"));
}

TEST_CASE("a COUNTER that comes inside the first session is served by it") {
    const ScriptedMeter meter;
    const auto board = metered_board(meter);
    board->arrives(ready_ms + 350, Uart::meter, "12345678 COUNTER\r\n");
    board->run(ready_ms + 1500);
    CHECK(std::ranges::count(board->meter_hex(), "AF3F218D0A") == 1);
    CHECK(told_by(*board) == head + "E:16907.9477764\r\n");
}

TEST_CASE("digits are never cut off: a value too long counts as not read") {
    const ScriptedMeter meter{.et0pe = "\x02" "ET0PE(1.5)(1234567890123456)(3)(4)(5)\x03"};
    const auto board = linked_board(meter);
    board->arrives(ready_ms + 2000, Uart::meter, "12345678 COUNTER 1\r\n");
    board->run(ready_ms + 4000);
    CHECK(told_by(*board) == head + "T1:ERROR\r\n");
}

TEST_CASE("after a session at another speed nothing is said until the meter is back at its start speed") {
    const ScriptedMeter meter{.identification = "/EKT3CE301v12\r\n"};
    const auto board = linked_board(meter);
    board->arrives(ready_ms + 2000, Uart::meter, "12345678 COUNTER\r\n");
    board->run(ready_ms + 5000);
    const auto bye = std::ranges::find_if(board->requests, [](const auto& said) {
        return ScriptedMeter::without_parity(said.bytes).starts_with("\x01" "B0");
    });
    REQUIRE(bye != board->requests.end());
    REQUIRE(std::next(bye) != board->requests.end());
    CHECK(std::next(bye)->bytes.starts_with("CE301\r\n"));
    CHECK(std::next(bye)->ms >= bye->ms + 300);
}
