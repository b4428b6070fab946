#include "tests/firmware/module_talk/scripted_dlms.hpp"

using namespace stapel::firmware;
using namespace dlms;

namespace {

const std::string link_line = "@link meter=dlms type=CE308 serial=009218054000006 ms=";
// Protocols 2.9, client 32.
const std::string snrm_32 = "7EA0080221419350B47E", ua_32 = "7EA02141022173DBD88180140502008006020080070400000001"
                                                            "080400000001CE6A7E";
const std::string aarq_32 = "7EA0450221411095BFE6E6006036A1090607608574050801018A0207808B0760857405080201AC0A8008"
                            "3132333435363738BE10040E01000000065F1F0400401E5DFFFF8B3C7E";
const std::string aare_32 = "7EA03841022130604DE6E7006129A109060760857405080101A203020100A305A103020100BE10040E08"
                            "00065F1F040000101D01F40007401E7E";
const std::string aare_32_wrong = "7EA03841022130604DE6E7006129A109060760857405080101A203020101A305A10302010DBE10040E"
                                  "0800065F1F040000101D01F4000753A77E";
const std::string get_serial_32 = "7EA01A022141542BA4E6E600C001C100010000600100FF020089A07E";
const std::string serial_32 = "7EA02241022174A8B1E6E700C401C100090F303039323138303534303030303036B51A7E";
const std::string disc_32 = "7EA008022141535C727E", ua_end_32 = "7EA008410221732EE97E";

std::string said_with(const Meter& meter) { return board_with(meter)->run(ready_ms + 2900); }

/// The meter's answers, but for those to requests that begin with `apdu`, of which `change` makes others.
template <typename Change>
void change_answer(TalkBoard& board, const Meter& meter, const std::string& apdu, Change change) {
    board.meter = [&meter, apdu, change](const std::string& bytes) mutable {
        const std::string answer = meter.answer(bytes);
        return is_frame(bytes) && request_in(bytes).apdu.starts_with(apdu) ? change(answer) : answer;
    };
}

}  // namespace

TEST_CASE("the checked transcript of client 32 is led with its bytes, and the link told") {
    const Meter meter;
    const auto board = board_with(meter);
    const std::map<std::string, std::string> transcript{
        {snrm_32, ua_32}, {aarq_32, aare_32}, {get_serial_32, serial_32}, {disc_32, ua_end_32}};
    board->meter = [&](const std::string& bytes) {
        const auto found = transcript.find(hex_of(bytes));
        return found != transcript.end() ? bytes_in(found->second) : meter.answer(bytes);
    };
    const std::string said = board->run(ready_ms + 2000);
    CHECK(said == "@ready ms=15200\r\n" + link_line + "800\r\n");
    const auto sent = board->meter_hex();
    REQUIRE(sent.size() == 6);
    CHECK(sent[0] == snrm_32);
    CHECK(sent[1] == aarq_32);
    CHECK(sent[3] == get_serial_32);
    CHECK(sent[5] == disc_32);
    const std::string aarq = aarq_32.substr(24, 112);
    CHECK(asked(*board) == std::vector<std::string>{"93", aarq, get_type, get_serial, "6203800100", "53"});
}

TEST_CASE("the transcript's refusal of a wrong password is told as that, the association again and again") {
    const Meter meter;
    const auto board = board_with(meter);
    board->meter = [&](const std::string& bytes) {
        return hex_of(bytes) == aarq_32 ? bytes_in(aare_32_wrong) : meter.answer(bytes);
    };
    const std::string said = board->run(ready_ms + 10000);
    CHECK(count(said, "@fault code=meter_password\r\n") == 1);
    CHECK_FALSE(contains(said, "@link"));
    CHECK(std::ranges::count(board->meter_hex(), aarq_32) == 3);
    CHECK(std::ranges::count(board->meter_hex(), disc_32) == 3);
}

TEST_CASE("what a meter refuses is told and leaves no link") {
    const auto [meter, fault] = GENERATE(table<Meter, std::string>({
        {Meter{.association = wrong_password}, "meter_password"},
        {Meter{.association = "6129A109060760857405080101A203020101A305A103020101BE10040E0800065F1F040000101D01F40007"},
         "meter_refused"},
        {Meter{.association = "D80101"}, "meter_refused"},
        {Meter{.association = "6129"}, "meter_refused"},
        {Meter{.connected = dm}, "meter_refused"},
        {Meter{.connected = frmr}, "meter_refused"},
        {Meter{.answers = {{get_serial, serial}}}, "meter_refused"},
        {Meter{.answers = {{get_type, type}, {get_serial, "C401C10103"}}}, "meter_refused"},
        {Meter{.answers = {{get_type, type}, {get_serial, "D80201"}}}, "meter_refused"},
        {Meter{.answers = {{get_type, type}, {get_serial, "C401C1000903312032"}}}, "meter_refused"},
        {Meter{.answers = {{get_type, type}, {get_serial, "C401C1000900"}}}, "meter_refused"},
        {Meter{.answers = {{get_type, type}, {get_serial, "C401C100090F3030"}}}, "meter_refused"},
        {Meter{.answers = {{get_type, type}, {get_serial, "C402C10000000001000401020304"}}}, "meter_refused"},
    }));
    const auto board = board_with(meter);
    const std::string said = board->run(ready_ms + 10000);
    CHECK(count(said, "@fault code=" + fault + "\r\n") == 1);
    CHECK_FALSE(contains(said, "@link"));
    CHECK(std::ranges::count(board->meter_hex(), snrm_32) >= 3);
}

TEST_CASE("type and serial are read from what meters put there") {
    using Case = std::pair<std::string, std::string>;
    const auto [answer, text] = GENERATE(values<Case>({{"090F303039323138303534303030303036", "009218054000006"},
                                                       {"0A03303132", "012"},
                                                       {"0600BC614E", "12345678"},
                                                       {"0906303132000000", "012"},
                                                       {"09043031322020", "012"},
                                                       {"15FFFFFFFFFFFFFFFF", "18446744073709551615"}}));
    const Meter meter{.answers = {{get_type, type}, {get_serial, "C401C100" + answer}}};
    CHECK(contains(said_with(meter), " serial=" + text + " "));
}

TEST_CASE("the type is one word of visible characters") {
    using Case = std::pair<std::string, std::string>;
    const auto [answer, text] = GENERATE(values<Case>({{"09054345333038", "CE308"},
                                                       {"0A084345333038205331", "CE308"},
                                                       {"0903D0B8BC", "???"},
                                                       {"0905434520383000", "CE"}}));
    const Meter meter{.answers = {{get_type, "C401C100" + answer}, {get_serial, serial}}};
    CHECK(contains(said_with(meter), "type=" + text + " "));
}

TEST_CASE("a wrong check sum is asked for again once, then the fault told and the meter left") {
    const int damaged = GENERATE(1, 2);
    const std::size_t at = GENERATE(7U, 20U);  // HCS, information
    const Meter meter;
    const auto board = board_with(meter);
    change_answer(*board, meter, get_serial, [&, left = damaged](std::string answer) mutable {
        if (left-- > 0) answer[at] = static_cast<char>(answer[at] ^ 1);
        return answer;
    });
    const std::string said = board->run(ready_ms + 2900);
    CHECK(contains(said, "@link") == (damaged == 1));
    CHECK(contains(said, "@fault code=meter_bcc\r\n") == (damaged == 2));
    CHECK(board->meter_hex().at(4) == get_serial_32);
    CHECK(board->meter_hex().back() == disc_32);
}

TEST_CASE("an answer that is lost is asked for again once with the same frame, then the meter is left") {
    const int lost = GENERATE(1, 2);
    const Meter meter;
    const auto board = board_with(meter);
    change_answer(*board, meter, get_serial,
                  [left = lost](const std::string& answer) mutable { return left-- > 0 ? std::string() : answer; });
    const std::string said = board->run(ready_ms + 4200);
    CHECK(contains(said, "@link") == (lost == 1));
    CHECK_FALSE(contains(said, "@fault"));
    REQUIRE(board->requests.size() > 4);
    CHECK(board->meter_hex()[4] == get_serial_32);
    CHECK(board->requests[4].ms - board->requests[3].ms == 1500 + 28 * 10000 / 9600 + 1);
    CHECK(std::ranges::count(board->meter_hex(), disc_32) == 1);
}

TEST_CASE("an old answer again is not taken for the next one") {
    const Meter meter;
    const auto board = board_with(meter);
    std::string before;
    change_answer(*board, meter, "C0", [&](const std::string& answer) {
        const std::string both = before + answer;
        before = answer;
        return both;
    });
    CHECK(contains(board->run(ready_ms + 2000), link_line));
    CHECK(board->requests.size() == 6);
}

TEST_CASE("an answer in segments is gathered, each asked for") {
    const Meter meter;
    const auto board = board_with(meter);
    const std::string whole = "E6E700" + serial;
    board->meter = [&](const std::string& bytes) {
        const Request request = request_in(bytes);
        if (request.apdu == get_serial) return Meter::reply(request, 0x74, whole.substr(0, 20), true);
        if (request.control == 0x71) return Meter::reply(request, 0x76, whole.substr(20, 10), true);
        if (request.control == 0x91) return Meter::reply(request, 0x78, whole.substr(30));
        return meter.answer(bytes);
    };
    CHECK(contains(board->run(ready_ms + 2900), link_line + "1200"));
    CHECK(board->meter_hex().at(4) == hex_of(frame("022141", 0x71, "")));
    CHECK(board->meter_hex().at(6) == hex_of(frame("022141", 0xB6, "E6E6006203800100")));
}

TEST_CASE("an answer longer than its room is refused") {
    const Meter meter;
    const auto board = board_with(meter);
    unsigned sent = 2;
    board->meter = [&](const std::string& bytes) {
        const Request request = request_in(bytes);
        const bool next = request.apdu == get_serial || (request.control & 0x1FU) == 0x11;
        if (!next) return meter.answer(bytes);
        return Meter::reply(request, 0x70U | (sent++ & 7U) << 1U, "E6E700" + std::string(200, '3'), true);
    };
    const std::string said = board->run(ready_ms + 2900);
    CHECK(count(said, "@fault code=meter_refused\r\n") == 1);
    CHECK(board->meter_hex().back() == disc_32);
}

TEST_CASE("a meter whose time limit ended the connection is called again") {
    const Meter meter;
    const auto board = board_with(meter);
    bool once = true;
    board->meter = [&](const std::string& bytes) {
        const Request request = request_in(bytes);
        if (request.apdu == get_serial && std::exchange(once, false)) return Meter::reply(request, dm, "");
        return meter.answer(bytes);
    };
    const std::string said = board->run(ready_ms + 6000);
    CHECK(contains(said, link_line));
    CHECK_FALSE(contains(said, "@fault"));
}

TEST_CASE("a meter that knows no release is disconnected all the same") {
    const Meter meter;
    const auto board = board_with(meter);
    const std::string answer = GENERATE(as<std::string>(), "", "D80101");
    board->meter = [&](const std::string& bytes) {
        const Request request = request_in(bytes);
        if (request.apdu != "6203800100") return meter.answer(bytes);
        const std::string reply = Meter::reply(request, Meter::answer_control(request), "E6E700" + answer);
        return answer.empty() ? answer : reply;
    };
    const std::string said = board->run(ready_ms + 2950);
    CHECK(contains(said, link_line));
    CHECK_FALSE(contains(said, "@fault"));
    CHECK(board->meter_hex().back() == disc_32);
}

TEST_CASE("frames for another client, ready signs and the meter's own clock are not answers") {
    const Meter meter;
    const auto board = board_with(meter);
    change_answer(*board, meter, get_serial, [](const std::string& answer) {
        return frame("610221", 0x74, "E6E700C401C1000903393939") + frame("410221", 0x75, "") +
               frame("410221", 0x13, "E6E700C20000") + answer;
    });
    CHECK(contains(board->run(ready_ms + 2000), link_line));
}
