#include "fixtures/meter/hdlc_frame.hpp"
#include "fixtures/meter/iec_frame.hpp"
#include "fixtures/module/slip.hpp"
#include "station/run/secrets.hpp"
#include "tests/fixtures/meter/dlms_vectors.hpp"
#include "tests/ui/frames/tape_of.hpp"

#include <catch2/catch.hpp>

// Tapes as they are kept: the run's secrets are stars, and no check sequence is right where they stand.

using namespace stapel;
using namespace stapel::frames;
using namespace stapel::frames::test;

namespace {

const run::Masker masker({"12345678", "K4narie"});
const std::string not_checked = "; masked bytes in it, so not checked";

/// Of bytes on a masked tape.
Meanings masked_meanings(ByteView bytes, bool cut = false) {
    Tape tape;
    say(tape, "meter", Direction::in, bytes);
    tape.front().cut = cut;
    masker.mask(tape);
    return meanings(tape);
}

std::string password_command(meter::Bcc bcc) { return meter::framed(meter::soh, "P1\x02(K4narie)", bcc); }

}  // namespace

TEST_CASE("a masked password is told as one, whatever its BCC and its parity are now") {
    for (const meter::Bcc bcc : {meter::Bcc::sum, meter::Bcc::exclusive_or}) {
        CHECK(masked_meanings(meter::with_parity(password_command(bcc))) == Meanings{"password P1" + not_checked});
        CHECK(masked_meanings(bytes_of(password_command(bcc))) == Meanings{"password P1" + not_checked});
    }
    CHECK(masked_meanings(bytes_of(meter::framed(meter::stx, "APN(K4narie)\r\n", meter::Bcc::sum))) ==
          Meanings{"value APN(*******)" + not_checked});
    CHECK(masked_meanings(bytes_of("/?!" + meter::framed(meter::soh, "W1(K4narie)\x02" "ACT02(F)", meter::Bcc::sum)))
              .front().ends_with(not_checked));
}

TEST_CASE("a masked message tells what it carries") {
    const Bytes damaged = module::slip_frame(from_hex("01" "3132333435363738" "02" "1725074B346E61726965" "99" "1A"));
    CHECK(masked_meanings(module::slip_frame(from_hex("01" "3132333435363738" "02" "1723036D326D" "1A"))) ==
          Meanings{"message 02 (write): apn (23) = m2m" + not_checked});
    CHECK(masked_meanings(damaged) == Meanings{"22 bytes that are no message" + not_checked});
    CHECK(masked_meanings(bytes_of("12345678 COUNTER 0\r\n")) == Meanings{"text command COUNTER 0"});
}

TEST_CASE("a masked association of DLMS tells how long its password is") {
    const auto told = masked_meanings(from_hex(meter::reader_transcript()[1].question));
    REQUIRE(told.size() == 1);
    CHECK(told.front().starts_with("AARQ with password of 8 characters"));
    CHECK(told.front().ends_with(not_checked));
}

TEST_CASE("a masked beginning is told, and what follows is found") {
    const Bytes snrm = from_hex(meter::public_transcript()[0].question);
    Bytes bytes = meter::with_parity(password_command(meter::Bcc::sum));
    bytes.insert(bytes.end(), snrm.begin(), snrm.end());
    for (std::size_t lost = 0; lost + 3 <= bytes.size(); ++lost) {  // two stars may stand anywhere
        CAPTURE(lost);
        const auto told = masked_meanings(ByteView(bytes).subspan(lost), true);
        CHECK(told.front().find("masked") != std::string::npos);
    }
    CHECK(masked_meanings(snrm, true) == Meanings{"10 masked bytes"});
    Tape tape;
    say(tape, "meter", Direction::in, bytes_of(std::string(20, 'x')));
    say(tape, "meter", Direction::in, snrm);
    tape.front().cut = true;
    masker.mask(tape);
    CHECK(meanings(tape).back() == "SNRM from client 16");
}
