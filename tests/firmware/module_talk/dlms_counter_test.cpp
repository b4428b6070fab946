#include "tests/firmware/module_talk/scripted_dlms.hpp"

using namespace stapel::firmware;
using namespace dlms;

namespace {

const std::string head = "CE308\r\n009218054000006\r\n";
const std::string watt_hours = "C401C10002020F00161E";  // protocols 2.9
const std::string reading = "7EA0080221419350B47E";  // client 32 connects; client 48 hands the LCD value over
constexpr std::uint32_t asked_at_ms = ready_ms + 1500;

Meter counting_meter() {
    Meter meter;
    // 16907947, 11504387: protocols 2.9.
    const std::array values{"C401C100060101FEAB", "C401C1000600AF8B03", "C401C1000600375D2A", "C401C10006001B1B5A",
                            "C401C1000600000000"};
    for (int tariff = 0; tariff < 5; ++tariff) {
        meter.answers[get_energy(tariff, 3)] = watt_hours;
        meter.answers[get_energy(tariff, 2)] = values.at(static_cast<std::size_t>(tariff));
    }
    return meter;
}

std::string told_by(const TalkBoard& board) {
    for (const auto& said : board.requests)
        if (const auto at = said.bytes.find("CE308\r\n"); at != std::string::npos) return said.bytes.substr(at);
    return {};
}

std::string counter(const Meter& meter, const std::string& command) {
    const auto board = board_with(meter);
    REQUIRE(contains(board->run(asked_at_ms - 1), "@link"));
    board->arrives(asked_at_ms, Uart::meter, "12345678 " + command + "\r\n");
    board->run(ready_ms + 15000);
    return told_by(*board);
}

}  // namespace

TEST_CASE("COUNTER over DLMS gives kWh with every digit of the meter") {
    CHECK(counter(counting_meter(), "COUNTER 0") == head + "E:16907.947\r\nT1:11504.387\r\nT2:3628.330\r\n"
                                                           "T3:1776.474\r\nT4:0.000\r\n");
    CHECK(counter(counting_meter(), "COUNTER") == head + "E:16907.947\r\n");
    CHECK(counter(counting_meter(), "cou 1") == head + "T1:11504.387\r\n");
}

TEST_CASE("COUNTER over DLMS asks for what it wants alone, scaler before value") {
    const Meter meter = counting_meter();
    const auto board = board_with(meter);
    board->run(asked_at_ms - 1);
    board->requests.clear();
    board->arrives(asked_at_ms, Uart::meter, "12345678 COUNTER 1\r\n");
    board->run(asked_at_ms + 1500);
    const auto sent = asked(*board);
    REQUIRE(sent.size() == 6);
    CHECK(sent[2] == get_energy(1, 3));
    CHECK(sent[3] == get_energy(1, 2));
}

TEST_CASE("the scaler moves the point and loses nothing") {
    using Case = std::pair<std::string, std::string>;
    const auto [scaler, text] = GENERATE(values<Case>({{"02", "1690794.7"},
                                                        {"03", "16907947"},
                                                        {"04", "169079470"},
                                                        {"F8", "0.00016907947"},
                                                        {"FD", "16.907947"},
                                                        {"7F", "ERROR"},
                                                        {"80", "ERROR"}}));
    Meter meter = counting_meter();
    meter.answers[get_energy(0, 3)] = "C401C10002020F" + scaler + "161E";
    CHECK(counter(meter, "COUNTER") == head + "E:" + text + "\r\n");
}

TEST_CASE("an energy that is none reads ERROR, the others stand") {
    const auto [attribute, answer] = GENERATE(table<int, std::string>({
        {3, "C401C10104"},                    // object undefined
        {3, "C401C10002020F001620"},          // varh
        {3, "C401C10002010F00"},
        {3, "C401C10002020F00"},
        {3, "C401C10012001E"},
        {2, "C401C10103"},
        {2, "C401C1001742000000"},            // a float has no digits of its own
        {2, "C401C10005FFFFFFFF"},            // negative
        {2, "C401C100"},
        {2, "C401C1000600"},
        {2, "C401C10015FFFFFFFFFFFFFFFF"},    // does not fit
    }));
    Meter meter = counting_meter();
    meter.answers[get_energy(1, attribute)] = answer;
    CHECK(counter(meter, "COUNTER 0") == head + "E:16907.947\r\nT1:ERROR\r\nT2:3628.330\r\n"
                                                "T3:1776.474\r\nT4:0.000\r\n");
}

TEST_CASE("COUNTER over DLMS tries twice and then says ERROR") {
    const int failing = GENERATE(1, 2);
    const Meter meter = counting_meter();
    const auto board = board_with(meter);
    board->run(asked_at_ms - 1);
    board->requests.clear();
    board->meter = [&, left = failing](const std::string& bytes) mutable {
        return hex_of(bytes) == reading && left-- > 0 ? std::string() : meter.answer(bytes);
    };
    board->arrives(asked_at_ms, Uart::meter, "12345678 COUNTER\r\n");
    board->run(asked_at_ms + 6500);
    CHECK(told_by(*board) == head + (failing == 1 ? "E:16907.947\r\n" : "E:ERROR\r\n"));
}

TEST_CASE("a COUNTER is served by the session under way, or by one behind it") {
    const std::uint32_t after_ms = GENERATE(500U, 950U, 1150U);  // before the link, while it is released, disconnected
    const Meter meter = counting_meter();
    const auto board = board_with(meter);
    board->arrives(ready_ms + after_ms, Uart::meter, "12345678 COUNTER\r\n");
    board->run(ready_ms + 4000);
    CHECK(told_by(*board) == head + "E:16907.947\r\n");
    CHECK(std::ranges::count(board->meter_hex(), reading) == (after_ms == 500 ? 1 : 2));
}
