#include "firmware/module/hdlc.hpp"

#include "station/base/bytes.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace stapel::firmware;

namespace {

/// What the bytes are, one event a frame.
std::vector<HdlcEvent> events_of(const std::string& hex, HdlcInput& input) {
    std::vector<HdlcEvent> events;
    for (const std::byte byte : stapel::from_hex(hex))
        if (const HdlcEvent event = take(input, std::to_integer<std::uint8_t>(byte)); event != HdlcEvent::none)
            events.push_back(event);
    return events;
}

using Events = std::vector<HdlcEvent>;

}  // namespace

TEST_CASE("the frames printed in the standard and of the transcripts are good ones") {
    const std::string frame = GENERATE(as<std::string>(),
        "7ea01961022174c6ade6e700c401810009060100150700ff9e707e", "7ea017610221b81ec0e6e700c401810002020ffe161b127a7e",
        "7ea01161022174e6f7e6e700c501810036cf7e", "7ea0082102211fa0d97e",
        "7ea0130361768746e6e600c0028100000001737f7e",
        "7ea021210221733f418180140502008006020080070400000001080400000001ce6a7e");
    HdlcInput input{};
    CHECK(events_of(frame, input) == Events{HdlcEvent::frame});
}

TEST_CASE("a frame's fields are found") {
    HdlcInput input{};
    REQUIRE(events_of("7ea017610221b81ec0e6e700c401810002020ffe161b127a7e", input) == Events{HdlcEvent::frame});
    const HdlcFrame frame = frame_in(input);
    CHECK(frame.client == 48);
    CHECK(frame.control == 0xB8);
    CHECK_FALSE(frame.segmented);
    REQUIRE(frame.length == 13);
    CHECK(frame.information[3] == 0xC4);
}

TEST_CASE("frames are put together as the transcripts have them") {
    const auto [client, control, information, hex] = GENERATE(table<int, int, std::string, std::string>({
        {16, 0x93, "", "7EA0080221219305D17E"},
        {16, 0x53, "", "7EA0080221215309177E"},
        {48, 0x71, "", "7EA008022161717F537E"},  // RR 3 and 4 as printed in the standard
        {48, 0x91, "", "7EA0080221619171B47E"},
        {48, 0x54, "E6E600C0018100030100150700FF0100", "7EA01A022161541887E6E600C0018100030100150700FF0100BFB77E"},
        {16, 0xFE, "E6E6006203800100", "7EA012022121FE0E91E6E6006203800100BD9B7E"},
    }));
    const stapel::Bytes bytes = stapel::from_hex(information);
    std::uint8_t into[hdlc_frame_max];
    const std::size_t length = put_frame(into, static_cast<std::uint8_t>(client), static_cast<std::uint8_t>(control),
                                         reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    CHECK(stapel::to_hex(std::as_bytes(std::span(into, length))) == hex);
}

TEST_CASE("every wrong byte of a frame is found") {
    const stapel::Bytes good = stapel::from_hex("7EA01961022174C6ADE6E700C401810009060100150700FF9E707E");
    for (std::size_t at = 3; at < good.size(); ++at) {
        stapel::Bytes bad = good;
        bad[at] ^= std::byte{0x10};
        HdlcInput input{};
        INFO("byte " << at);
        CHECK(events_of(stapel::to_hex(bad), input) == Events{HdlcEvent::damaged});
    }
}

TEST_CASE("the longest frame that its length can tell is taken, a length below the shortest is none") {
    HdlcInput input{};
    CHECK(events_of("7EA006", input) == Events{HdlcEvent::damaged});
    CHECK(events_of("7EA0FF" + std::string(2 * 253, '0') + "7E", input) == Events{HdlcEvent::damaged});
    CHECK(input.length == sizeof input.bytes);
    CHECK(events_of("7EB0", input) == Events{HdlcEvent::foreign});
    CHECK(events_of("7E7E7EA0082102211FA0D97E", input) == Events{HdlcEvent::frame});
}
