#include "ui/app/screens/tape_text.hpp"

#include "ui/app/screens/screen_cache.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>
#include <vector>

using namespace stapel;
using namespace stapel::app;
using transport::Direction;
using transport::TapeEntry;

namespace {

TapeEntry entry(std::int64_t ms, std::string channel, Direction direction, std::string_view text) {
    const auto bytes = bytes_of(text);
    return {ms, std::move(channel), direction, {bytes.begin(), bytes.end()}, false};
}

TapeEntry hex_entry(std::string channel, Direction direction, std::string_view hex) {
    return {0, std::move(channel), direction, from_hex(hex), false};
}

std::string shown(const TapeEntry& one) { return shown_bytes(one.channel, one.direction, one.bytes).text; }

std::vector<std::string> texts(const std::vector<TapeLine>& lines) {
    std::vector<std::string> result;
    for (const auto& line : lines) result.push_back(line.text);
    return result;
}

using Texts = std::vector<std::string>;

}  // namespace

// Frames on 8N1 with even parity in bit 7, as published (protocols 1.3).
TEST_CASE("characters of IEC 62056-21 are shown without their parity bit, which is told") {
    const auto [hex, text] = GENERATE(table<std::string, std::string>({
        {"AF3F218D0A", "/?!<CR><LF>"},
        {"063035B18D0A", "<ACK>051<CR><LF>"},
        {"8150B18228B7B7B7B7B7B7A90321", "<SOH>P1<STX>(777777)<ETX>!"},
        {"81D2B182C5D43050C528A903B7", "<SOH>R1<STX>ET0PE()<ETX>7"},
    }));
    const auto line = hex_entry("meter", Direction::in, hex);
    CHECK(shown(line) == text);
    CHECK(shown_bytes("meter", Direction::in, line.bytes).without_parity);
}

TEST_CASE("bytes without parity are shown as they are") {
    const auto plain = hex_entry("meter", Direction::in, "2F3F210D0A");
    CHECK(shown(plain) == "/?!<CR><LF>");
    CHECK_FALSE(shown_bytes("meter", Direction::in, plain.bytes).without_parity);
    CHECK(shown(hex_entry("modem", Direction::in, "0D0A4F4B0D0A")) == "<CR><LF>OK<CR><LF>");
}

TEST_CASE("a masked password does not hide the parity of what is around it") {
    const auto masked = hex_entry("meter", Direction::in, "8150B182282A2A2A2A2A2AA90321");
    CHECK(shown(masked) == "<SOH>P1<STX>(******)<ETX>!");
}

TEST_CASE("frames of HDLC and SLIP are hex") {
    CHECK(shown(hex_entry("meter", Direction::out, "7EA00A00022303939AD67E")) == "7E A0 0A 00 02 23 03 93 9A D6 7E");
    CHECK(shown(hex_entry("meter", Direction::in, "C041424344C0")) == "C0 41 42 43 44 C0");
}

TEST_CASE("the ROM bootloader's bytes are hex, the console's lines are text") {
    CHECK(shown(hex_entry("host", Direction::in, "79")) == "79");
    CHECK(shown(hex_entry("host", Direction::out, "7F")) == "7F");
    CHECK(shown(hex_entry("host", Direction::out, "3144454647")) == "31 44 45 46 47");
    CHECK(shown(entry(0, "host", Direction::in, "@ready ms=15200\r\n")) == "@ready ms=15200");
}

TEST_CASE("a long block is cut and its rest counted") {
    const std::string block(256, '\xFF');
    const auto text = shown(entry(0, "host", Direction::in, block));
    CHECK(text.starts_with("FF FF FF"));
    CHECK(text.ends_with(" +224"));
}

TEST_CASE("pieces of a line are put together, and lines of one piece told apart") {
    const std::vector<TapeEntry> tape{entry(10, "host", Direction::in, "@boot ty"), entry(12, "modem", Direction::out, "AT\r"),
                                      entry(14, "host", Direction::in, "pe=NB02\r\n@selftest flash=ok\r\n")};
    const auto lines = tape_lines(tape, "");
    CHECK(texts(lines) == Texts{"@boot type=NB02", "AT<CR>", "@selftest flash=ok"});
    CHECK(lines[0].ms == 10);
    CHECK(lines[2].ms == 14);
    CHECK(lines[0].bytes == 17);
}

TEST_CASE("a channel that turns round or falls silent ends its line") {
    const std::vector<TapeEntry> tape{entry(0, "modem", Direction::out, "AT\r"), entry(5, "modem", Direction::in, "AT"),
                                      entry(10, "modem", Direction::in, "\r\r\n"), entry(1000, "modem", Direction::in, "OK")};
    CHECK(texts(tape_lines(tape, "modem")) == Texts{"AT<CR>", "AT<CR><CR><LF>", "OK"});
}

TEST_CASE("a block of IEC 62056-21 ends with its check character, not with the line ends in it") {
    const std::vector<TapeEntry> tape{entry(0, "meter", Direction::out, "\x02SNUMB(1)\r\nSNUMB(2)\r\n\x03\x10"),
                                      entry(1, "meter", Direction::out, "\x06")};
    CHECK(texts(tape_lines(tape, "meter")) == Texts{"<STX>SNUMB(1)<CR><LF>SNUMB(2)<CR><LF><ETX><10>", "<ACK>"});
}

TEST_CASE("one channel's lines are told from the others', and where bytes are missing before one") {
    std::vector<TapeEntry> tape{entry(0, "modem", Direction::in, "OK\r\n"), entry(1, "control", Direction::out, "*IDN?\n")};
    tape[1].cut = true;
    const auto lines = tape_lines(tape, "control");
    REQUIRE(texts(lines) == Texts{"*IDN?"});
    CHECK(lines[0].cut);
    CHECK(tape_lines({}, "").empty());
}

TEST_CASE("of a cut entry only the first line misses something") {
    auto cut = entry(0, "host", Direction::in, "ms=15200\r\n@net rat=GSM\r\n");
    cut.cut = true;
    const auto lines = tape_lines({cut}, "");
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].cut);
    CHECK_FALSE(lines[1].cut);
}

TEST_CASE("a row of hex has its characters beside it") {
    CHECK(hex_row(from_hex("2F3F210D0A")) == "2F 3F 21 0D 0A" + std::string(34, ' ') + "/?!..");
}

TEST_CASE("the lines of a tape are made anew when it, or the channel, is another one") {
    TapeLines kept;
    LiveTape tape{entry(0, "host", Direction::in, "@a\r\n")};
    const auto* before = &kept.of(tape, "").front();
    CHECK(&kept.of(tape, "").front() == before);
    CHECK(kept.of(tape, "modem").empty());
    tape.push_back(entry(7, "host", Direction::in, "@b x\r\n"));
    CHECK(texts(kept.of(tape, "")) == Texts{"@a", "@b x"});
}
