#include "fixtures/meter/dlms_words.hpp"
#include "fixtures/meter/iec_frame.hpp"
#include "fixtures/module/slip.hpp"
#include "tests/fixtures/meter/dlms_vectors.hpp"
#include "tests/ui/frames/tape_of.hpp"

#include <catch2/catch.hpp>

using namespace stapel;
using namespace stapel::frames;
using namespace stapel::frames::test;
using meter::Bcc, meter::framed, meter::soh, meter::stx;

namespace {

std::string command(const std::string& body) { return framed(soh, body, Bcc::sum); }
std::string answer(const std::string& body) { return framed(stx, body, Bcc::sum); }

Bytes joined(std::initializer_list<Bytes> parts) {
    Bytes bytes;
    for (const Bytes& part : parts) bytes.insert(bytes.end(), part.begin(), part.end());
    return bytes;
}

Bytes plain(std::string_view text) { return {bytes_of(text).begin(), bytes_of(text).end()}; }

Bytes slip(const std::string& hex) { return module::slip_frame(from_hex(hex)); }

const std::string status_question = "01" "3132333435363738" "03" "1A", status_answer = "8103000000" "17020102" "1A";
/// One of the public client's.
Bytes question(std::size_t number) { return from_hex(meter::public_transcript().at(number).question); }

const std::string device_name = "get 0.0.42.0.0.255 attribute 2";  // question 2
const std::string junk_of_3 = "unrecognised: 3 bytes";

}  // namespace

// Protocols 1.5: a real session, its bytes one by one, question and answer in turn.
TEST_CASE("a session of IEC 62056-21 is told frame by frame, with the time of each first byte") {
    const bool with_parity = GENERATE(false, true);
    CAPTURE(with_parity);
    Tape tape;
    const auto said = [&](Direction direction, const std::string& text) {
        const Bytes bytes = with_parity ? meter::with_parity(text) : plain(text);
        say(tape, "meter", direction, bytes);
    };
    using enum Direction;
    said(in, "/?!\r\n");
    said(out, "/EKT5CE301v12\r\n");
    said(in, "\x06" "051\r\n");
    said(out, "\x01P0\x02(777777)\x03\x20");
    said(in, "\x01P1\x02(dummy)\x03\x03");
    said(out, "\x06");
    said(in, "\x01R1\x02HELLO()\x03\x4D");
    said(out, "\x02HELLO(2,CE301,12,00123456,dummy)\r\n\x03\x01");
    said(in, "\x01R1\x02" "FREQU()\x03\x5C");
    said(out, "\x02" "FREQU(49.96)\r\n\x03\x78");
    said(in, "\x01" "B0\x03\x75");
    CHECK(meanings(tape) ==
          Meanings{"sign-on", "identification EKT5CE301v12", "programming mode chosen, at 9600 Bd",
                   "password asked for: P0(777777)", "password P1", "accepted", "read HELLO()",
                   "value HELLO(2,CE301,12,00123456,dummy)", "read FREQU()", "value FREQU(49.96)", "end of session"});
    const auto frames = frames_of(tape);
    CHECK(frames[0].ms == 0);
    CHECK(frames[1].ms == 5);
    CHECK(frames[2].ms == 20);
    CHECK(frames[1].direction == out);
    CHECK(frames[2].bytes.size() == 6);
}

TEST_CASE("the BCC may be any character, also one that begins or ends a frame") {
    CHECK(meter_meanings(command("R1\x02" "COS_f()") + command("P1\x02(dummy)") + command("B0")) ==
          Meanings{"read COS_f()", "password P1", "end of session"});
    CHECK(meter_meanings(framed(soh, "W1\x02SPP02(5)", Bcc::exclusive_or)) == Meanings{"write SPP02(5)"});
}

TEST_CASE("frames of HDLC are told as their own words are, whoever sent them") {
    for (const Bytes& frame : meter::all_frames()) {
        CAPTURE(to_hex(frame));
        CHECK(meter_meanings(frame) == Meanings{meter::frame_words(frame)});
    }
    CHECK(meter_meanings(joined({question(2), from_hex(meter::public_transcript()[2].answer)})) ==
          Meanings{device_name, "value octet string \"EKT000012345678\""});
}

TEST_CASE("the flag that ends a frame of HDLC may begin the next one") {
    const Bytes whole = question(2), tail(whole.begin() + 1, whole.end());
    CHECK(meter_meanings(joined({whole, tail, tail})) == Meanings(3, device_name));
}

TEST_CASE("messages of the module are taken out of their SLIP frames") {
    CHECK(meter_meanings(joined({slip(status_question), slip(status_answer)})) ==
          Meanings{"message 03 (status)",
                   "answer to 03 (status), no error, status 00 (none; server registration: none): mode (02) = server"});
    CHECK(meter_meanings(joined({from_hex("C0"), slip(status_question)})) == Meanings{"message 03 (status)"});
    CHECK(meter_meanings(joined({slip("55"), slip(status_question)})) ==
          Meanings{"1 bytes that are no message", "message 03 (status)"});
}

TEST_CASE("a text command is told without its password, and without what it makes one") {
    CHECK(meter_meanings("12345678 COUNTER 0\r\n") == Meanings{"text command COUNTER 0"});
    CHECK(meter_meanings("12345678 PSW\r\n12345678 psw geheim\r\n12345678 CFG FyUG\r\n") ==
          Meanings{"text command PSW", "text command psw with a value that is not shown",
                   "text command CFG with a value that is not shown"});
    CHECK(meter_meanings("CE301\r\n009218060944985\r\nAPN: m2m\r\n\r\n") ==
          Meanings{"text CE301", "text 009218060944985", "text APN: m2m", "empty line"});
}

TEST_CASE("one direction may carry everything in turn") {
    const Bytes mixed = joined({meter::with_parity("/?!\r\n"), slip(status_question), question(0),
                                meter::with_parity(command("B0")), plain("CE301\r\n")});
    CHECK(meter_meanings(mixed) ==
          Meanings{"sign-on", "message 03 (status)", "SNRM from client 16", "end of session", "text CE301"});
}

TEST_CASE("what belongs to no frame is counted, and what follows is found again") {
    for (const char* hex : {"90A5F1", "7EA01A", "C00131"})
        CHECK(meter_meanings(joined({from_hex(hex), question(2)})) == Meanings{junk_of_3, device_name});
    CHECK(meter_meanings(joined({from_hex("C00131"), slip(status_question)})) ==
          Meanings{junk_of_3, "message 03 (status)"});
    CHECK(meter_meanings("\x01P1" + command("B0")) == Meanings{junk_of_3, "end of session"});
    CHECK(meter_meanings("\x02VO/?!\r\n") == Meanings{junk_of_3, "sign-on"});
    CHECK(meter_meanings(from_hex("00")) == Meanings{"unrecognised: 1 byte"});
    CHECK(meter_meanings(from_hex("06FF06")) == Meanings{"accepted", "unrecognised: 2 bytes"});
}

TEST_CASE("a tape that begins within a frame tells the rest of it as unrecognised") {
    const Bytes answer_frame = from_hex(meter::public_transcript()[3].answer);
    for (std::size_t lost = 1; lost < answer_frame.size(); ++lost) {
        CAPTURE(lost);
        const Bytes rest(answer_frame.begin() + static_cast<std::ptrdiff_t>(lost), answer_frame.end());
        CHECK(meter_meanings(joined({rest, question(2)})).back() == device_name);
    }
    const std::string value = answer("SNUMB(009218054000006)");
    for (std::size_t lost = 1; lost < value.size(); ++lost) {
        CAPTURE(lost);
        CHECK(meter_meanings(meter::with_parity(value.substr(lost) + command("B0"))).back() == "end of session");
    }
}

TEST_CASE("a wrong check is told") {
    CHECK(meter_meanings("\x01R1\x02SNUMB()\x03\x25") ==
          Meanings{"wrong BCC: 5E (SUM) or 24 (XOR) expected, 25 found"});
    Bytes frame = question(2);
    frame[frame.size() - 2] ^= std::byte{0x01};
    CHECK(meter_meanings(frame) == Meanings{"wrong FCS"});
    Bytes message = slip(status_question);
    message[message.size() - 2] ^= std::byte{0x01};
    CHECK(meter_meanings(message) == Meanings{"message 03 (status); wrong FCS"});
    CHECK(meter_meanings(from_hex("C0123456789AC0")).front().find("; wrong FCS") != std::string::npos);
}

TEST_CASE("a frame that was begun is given up after a silence or a cut, not where entries end") {
    const std::string begun = "\x01P1\x02(", rest = "dummy)\x03\x03";
    Tape tape{entry(0, "meter", Direction::in, bytes_of(begun)), entry(1500, "meter", Direction::in, bytes_of(rest))};
    CHECK(meanings(tape) == Meanings{"password P1"});
    tape[1].ms = 1501;
    CHECK(meanings(tape).size() == 2);
    tape[1].ms = 1;
    tape[1].cut = true;
    CHECK(meanings(tape).size() == 2);
}

TEST_CASE("frames of both directions stand in the order of their first bytes") {
    const Tape tape{entry(0, "meter", Direction::in, bytes_of("/?")),
                    entry(1, "meter", Direction::out, bytes_of("CE301\r\n")),
                    entry(1, "meter", Direction::in, bytes_of("!\r\n/?!\r\n"))};
    const auto frames = frames_of(tape);
    REQUIRE(meanings(tape) == Meanings{"sign-on", "text CE301", "sign-on"});
    CHECK(frames[0].ms == 0);
    CHECK(frames[2].ms == 1);
    CHECK(text_of(frames[0].bytes) == "/?!\r\n");
}
