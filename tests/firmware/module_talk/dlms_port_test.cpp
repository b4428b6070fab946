#include "tests/firmware/module_talk/scripted_dlms.hpp"

using namespace stapel::firmware;
using namespace dlms;

namespace {

const std::string port_question = "12345678 PORT\r\n", port_answer = "CE308\r\n009218054000006\r\nDNS: :80\r\n";
const std::string status = "\x01" "12345678\x03\x1A", status_frame = "\xC0" + status + fcs(status) + "\xC0";

/// A board that is linked and rests.
std::unique_ptr<TalkBoard> linked_board(const Meter& meter) {
    auto board = board_with(meter);
    REQUIRE(contains(board->run(ready_ms + 1300), "@link"));
    board->requests.clear();
    return board;
}

std::string answer_to(TalkBoard& board, const std::string& bytes) {
    board.arrives(ready_ms + 1400, TalkBoard::Uart::meter, bytes);
    board.run(ready_ms + 1400);
    return board.requests.empty() ? std::string() : board.requests.back().bytes;
}

}  // namespace

TEST_CASE("flags and broken frames do not swallow a text command") {
    const std::string before = GENERATE(as<std::string>(), "7E", "7E7E7E", "7EA002", "7EA0084102217300007E",
                                        "7EA00841022173" "2EE9" "00");
    const Meter meter;
    const auto board = linked_board(meter);
    CHECK(answer_to(*board, bytes_in(before) + port_question) == port_answer);
}

TEST_CASE("SLIP frames and text lie between frames of the session") {
    const Meter meter;
    const auto board = board_with(meter);
    board->meter = [&](const std::string& bytes) {
        const std::string answer = meter.answer(bytes);
        return answer.empty() ? answer : status_frame + answer + "12345678 PORT\r\n";
    };
    CHECK(contains(board->run(ready_ms + 1300), "@link"));
    const auto count_of = [&](const std::string& start) {
        return std::ranges::count_if(board->requests, [&](const auto& said) { return said.bytes.starts_with(start); });
    };
    CHECK(count_of("\xC0\x81\x03") == 6);
    CHECK(count_of("NB02") + count_of("CE308") == 6);
}

TEST_CASE("frames that share a flag are two") {
    const Meter meter;
    const auto board = board_with(meter);
    board->meter = [&](const std::string& bytes) {
        const std::string answer = meter.answer(bytes);
        const std::string other = frame("610221", 0x73, "");
        return answer.empty() ? answer : other + answer.substr(1);
    };
    CHECK(contains(board->run(ready_ms + 1300), "@link"));
}

TEST_CASE("a flag's value inside a frame is a byte of it") {
    const Meter meter{.answers = {{get_type, type}, {get_serial, "C401C10009037E7E31"}}};
    const auto board = board_with(meter);
    CHECK(contains(board->run(ready_ms + 1300), " serial=~~1 "));
}

TEST_CASE("a pause inside a frame may last less than 1.5 s, not more") {
    const std::uint32_t pause_ms = GENERATE(1490U, 1510U);
    const Meter meter;
    const auto board = board_with(meter);
    board->meter = [&](const std::string& bytes) {
        std::string answer = meter.answer(bytes);
        if (request_in(bytes).apdu != get_serial) return answer;
        board->arrives(board->now_ms + 200 + pause_ms, TalkBoard::Uart::meter, answer.substr(9));
        return answer.substr(0, 9);
    };
    CHECK(contains(board->run(ready_ms + 2700), "@link") == (pause_ms < 1500));
}

TEST_CASE("server addresses of one and of four bytes are understood") {
    const std::string server = GENERATE(as<std::string>(), "03", "00020021", "0229");
    const Meter meter;
    const auto board = board_with(meter);
    board->meter = [&](const std::string& bytes) {
        Request request = request_in(bytes);
        const std::string information = request.apdu.empty() ? "" : "E6E700" + meter.apdu_for(request.apdu);
        const unsigned control = request.apdu.empty() ? ua : Meter::answer_control(request);
        return frame("41" + server, control, information);
    };
    CHECK(contains(board->run(ready_ms + 1300), "@link"));
}
