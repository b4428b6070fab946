#include "tests/firmware/module_talk/scripted_meter.hpp"

#include "firmware/module/slip.hpp"

using namespace stapel::firmware;

namespace {

/// SLIP around message and FCS-16/X.25; the message is status (03) with the factory password.
const std::string status_frame = [] {
    const std::string message = "\x01" "12345678\x03\x1A";
    std::string bytes(2 * (message.size() + 2) + 2, '\0');
    auto* into = reinterpret_cast<std::uint8_t*>(bytes.data());
    bytes.resize(frame(reinterpret_cast<const std::uint8_t*>(message.data()), message.size(), into));
    return bytes;
}();

bool is_status_answer(const std::string& bytes) { return bytes.starts_with("\xC0\x81\x03"); }

int status_answers(const TalkBoard& board) {
    return static_cast<int>(std::ranges::count_if(board.requests, is_status_answer, &TalkBoard::Said::bytes));
}

}  // namespace

TEST_CASE("frames and text are served from ready on, not before") {
    TalkBoard board;
    board.start();
    board.arrives(ready_ms - 10, Uart::meter, status_frame + "12345678 PORT\r\n");
    board.run(ready_ms + 2500);
    CHECK(status_answers(board) == 0);
    board.arrives(ready_ms + 2600, Uart::meter, status_frame);
    board.run(ready_ms + 2600);
    CHECK(status_answers(board) == 1);
    CHECK(board.requests.back().ms == ready_ms + 2600);
    board.arrives(ready_ms + 2700, Uart::meter, "12345678 PORT\r\n");
    board.run(ready_ms + 2700);
    CHECK(board.requests.back().bytes == "NB02\r\n0\r\nDNS: :80\r\n");
}

TEST_CASE("a frame inside the meter's session does not disturb it") {
    const ScriptedMeter meter;
    const auto board = metered_board(meter);
    board->meter = [&](const std::string& bytes) {
        const std::string answer = is_status_answer(bytes) ? "" : meter.answer(bytes);
        return answer.empty() ? answer : status_frame + answer;
    };
    CHECK(contains(board->run(ready_ms + 1500), "@link"));
    CHECK(status_answers(*board) == 4);
}

TEST_CASE("C0 inside a message of the meter is a character of it") {
    const ScriptedMeter meter{.snumb = "\x02SNUMB(@0092@)\r\n\x03"};
    REQUIRE(contains(meter.block(meter.snumb), "\xC0"));
    CHECK(contains(metered_board(meter)->run(ready_ms + 1500), "serial=@0092@ "));
}

TEST_CASE("an unfinished frame or line is dropped after 1.5 s of silence") {
    TalkBoard board;
    board.start();
    board.run(ready_ms + 100);
    const std::string open = GENERATE_COPY(as<std::string>(), status_frame.substr(0, 5), "12345678 PO", "\xAF" "EKT");
    board.arrives(ready_ms + 200, Uart::meter, open);
    board.arrives(ready_ms + 200 + 1490, Uart::meter, open[0] == '\xC0' ? status_frame.substr(5, 1) : "x");
    board.arrives(ready_ms + 200 + 1490 + 1500, Uart::meter, status_frame);
    board.run(ready_ms + 4000);
    CHECK(status_answers(board) == 1);
}

TEST_CASE("a line ends with CR LF, not with LF alone") {
    TalkBoard board;
    board.start();
    board.run(ready_ms + 100);
    board.requests.clear();
    board.arrives(ready_ms + 200, Uart::meter, "12345678 PORT\n");
    board.run(ready_ms + 300);
    CHECK(board.requests.empty());
    board.arrives(ready_ms + 400, Uart::meter, "\r\n");
    board.run(ready_ms + 400);
    CHECK(board.requests.size() == 1);
}

TEST_CASE("a line that is too long is forgotten, one with a wrong password not answered") {
    TalkBoard board;
    board.start();
    board.run(ready_ms + 100);
    board.requests.clear();
    SECTION("too long") {
        board.arrives(ready_ms + 200, Uart::meter, "12345678 PORT" + std::string(300, ' ') + "\r\n");
    }
    SECTION("wrong password") { board.arrives(ready_ms + 200, Uart::meter, "12345679 PORT\r\n"); }
    board.run(ready_ms + 300);
    CHECK(board.requests.empty());
    board.arrives(ready_ms + 400, Uart::meter, "12345678 PORT\r\n");
    board.run(ready_ms + 400);
    CHECK(board.requests.size() == 1);
}

TEST_CASE("the LCD value is sent every 10 s once linked, but not within 2 s of any byte received") {
    const ScriptedMeter meter;
    const auto board = metered_board(meter);
    board->run(ready_ms + 20000);
    std::vector<std::uint32_t> times;
    const auto look = [&] {
        times.clear();
        for (const auto& said : board->requests)
            if (contains(ScriptedMeter::without_parity(said.bytes), "/?MCVAL(")) times.push_back(said.ms - ready_ms);
    };
    look();
    CHECK(times == std::vector<std::uint32_t>{2800, 12800});
    CHECK(ScriptedMeter::without_parity(board->requests.back().bytes) == "/?MCVAL(0B02,000A,09000005)!\r\n");
    CHECK(board->requests.back().bytes == ScriptedMeter::with_parity("/?MCVAL(0B02,000A,09000005)!\r\n"));
    board->arrives(ready_ms + 22000, Uart::meter, "x");
    board->arrives(ready_ms + 23500, Uart::meter, "y");
    board->run(ready_ms + 36000);
    look();
    CHECK(times == std::vector<std::uint32_t>{2800, 12800, 25500, 35500});
}

TEST_CASE("an order to apply asks for the restart, and its answer goes out") {
    TalkBoard board;
    board.start();
    board.run(ready_ms + 100);
    std::string message = "\x01" "12345678\x0A\x1A", framed(40, '\0');
    auto* into = reinterpret_cast<std::uint8_t*>(framed.data());
    framed.resize(frame(reinterpret_cast<const std::uint8_t*>(message.data()), message.size(), into));
    board.arrives(ready_ms + 200, Uart::meter, framed);
    board.run(ready_ms + 200);
    CHECK(board.restarts == 1);
    CHECK(board.requests.back().bytes.substr(0, 3) == "\xC0\x81\x0A");
}
