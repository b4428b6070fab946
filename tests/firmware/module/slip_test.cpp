#include "firmware/module/slip.hpp"

#include "station/base/bytes.hpp"

#include <catch2/catch.hpp>

#include <memory>
#include <string>
#include <vector>

using namespace stapel::firmware;

namespace {

std::string framed(const std::string& hex) {
    const stapel::Bytes message = stapel::from_hex(hex);
    std::vector<std::uint8_t> frame_bytes(2 * (message.size() + 2) + 2);
    const std::size_t length =
        frame(reinterpret_cast<const std::uint8_t*>(message.data()), message.size(), frame_bytes.data());
    return stapel::to_hex(std::as_bytes(std::span(frame_bytes)).first(length));
}

struct Reader {
    std::unique_ptr<SlipInput> input = std::make_unique<SlipInput>();
    std::vector<std::string> messages;
    int dropped = 0;

    void feed(const std::string& hex) { feed_bytes(stapel::from_hex(hex)); }
    void feed_bytes(const stapel::Bytes& bytes) {
        for (const std::byte byte : bytes) {
            const SlipEvent event = take(*input, std::to_integer<std::uint8_t>(byte));
            dropped += event == SlipEvent::dropped ? 1 : 0;
            if (event == SlipEvent::message)
                messages.push_back(stapel::to_hex(std::as_bytes(std::span(input->bytes, input->length))));
        }
    }
};

// The FCS of "123456789" is 906E, low byte first on the wire (RFC 1662).
const std::string digits = "313233343536373839", digits_frame = "C0" + digits + "6E90C0";

}  // namespace

TEST_CASE("the FCS has the check value of CRC-16/X.25") {
    CHECK(fcs16(reinterpret_cast<const std::uint8_t*>("123456789"), 9) == 0x906E);
    CHECK(fcs16(nullptr, 0) == 0x0000);
}

TEST_CASE("a frame is C0, message, FCS with its low byte first, C0") { CHECK(framed(digits) == digits_frame); }

TEST_CASE("C0 and DB in a message are escaped as RFC 1055 has it") {
    const std::string frame_hex = framed("C0DB01");
    CHECK(frame_hex.substr(0, 12) == "C0DBDCDBDD01");
    Reader reader;
    reader.feed(frame_hex);
    CHECK(reader.messages == std::vector<std::string>{"C0DB01"});
}

TEST_CASE("every message of one byte comes back, escapes in its FCS included") {
    Reader reader;
    std::vector<std::string> sent;
    bool fcs_escaped = false;
    for (int byte = 0; byte < 256; ++byte) {
        const std::byte single{static_cast<std::uint8_t>(byte)};
        sent.push_back(stapel::to_hex({&single, 1}));
        const std::string frame_hex = framed(sent.back());
        fcs_escaped = fcs_escaped || (byte != 0xC0 && byte != 0xDB && frame_hex.find("DBD") != std::string::npos);
        reader.feed(frame_hex);
    }
    CHECK(reader.messages == sent);
    CHECK(reader.dropped == 0);
    CHECK(fcs_escaped);
}

TEST_CASE("a wrong FCS, a wrong escape, a cut frame and one without a message are dropped") {
    Reader reader;
    SECTION("any bit") {
        const stapel::Bytes good = stapel::from_hex(digits_frame);
        for (std::size_t bit = 8; bit < 8 * (good.size() - 1); ++bit) {
            stapel::Bytes bad = good;
            bad[bit / 8] ^= std::byte(1U << bit % 8);
            reader = {};
            reader.feed_bytes(bad);
            CHECK(reader.messages.empty());
            CHECK(reader.dropped == 1);
        }
    }
    SECTION("escape of nothing known") {
        reader.feed("C0DB31C0");
        CHECK(reader.dropped == 1);
    }
    SECTION("escape cut by the end") {
        reader.feed("C03132DBC0");
        CHECK(reader.dropped == 1);
    }
    SECTION("only an FCS") {
        reader.feed("C00000C0");
        CHECK(reader.dropped == 1);
    }
    SECTION("less than an FCS") {
        reader.feed("C000C0");
        CHECK(reader.dropped == 1);
    }
    CHECK(reader.messages.empty());
    const int dropped = reader.dropped;
    reader.feed(digits_frame);
    CHECK(reader.messages.size() == 1);
    CHECK(reader.dropped == dropped);
}

TEST_CASE("C0 in a row are one opening, and what lies between frames is nobody's") {
    Reader reader;
    reader.feed("41C0C0" + digits_frame + "2F3F21" + digits_frame);
    CHECK(reader.messages == std::vector<std::string>{digits, digits});
    CHECK(reader.dropped == 0);
}

TEST_CASE("the longest frame is taken, a longer one dropped, and the next is taken again") {
    Reader reader;
    const std::string longest(2 * (slip_frame_max - 4), '1');
    reader.feed(framed(longest));
    CHECK(reader.messages == std::vector<std::string>{longest});
    reader.feed(framed(longest + "11"));
    CHECK(reader.dropped == 1);
    reader.feed(digits_frame);
    CHECK(reader.messages.size() == 2);
}
