#include "tests/firmware/module/fake_board.hpp"

#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <memory>

using namespace stapel::firmware;

namespace {

std::unique_ptr<FakeBoard> good_board() {
    auto board = std::make_unique<FakeBoard>();
    board->put_image();
    return board;
}

std::string boot_line(const FakeBoard& board, const std::string& serial, const std::string& reset) {
    const auto& flash = board.flash;
    const std::string crc =
        fmt::format("{:02X}{:02X}{:02X}{:02X}", flash[0x235], flash[0x234], flash[0x233], flash[0x232]);
    return "@boot type=NB02 version=v04v5.24.8415.3.1.1 serial=" + serial + " crc=" + crc + " reset=" + reset + "\r\n";
}

}  // namespace

TEST_CASE("a good module introduces itself, tells its self-test and becomes ready, each at its time") {
    const auto board = good_board();
    board->put(0x240, "S000017", 16);
    board->start();
    CHECK(board->until(299).empty());
    CHECK(board->until(300) == boot_line(*board, "S000017", "power"));
    CHECK(board->until(1999).empty());
    CHECK(board->until(2000) == "@selftest flash=ok settings=ok modem=ok sim=ok clock=ok\r\n");
    CHECK(board->until(15199) == "@fault code=modem_silent\r\n");  // nobody answers on this board
    CHECK(board->until(15200) == "@ready ms=15200\r\n");
}

TEST_CASE("nothing is said before its time, however often the module is asked") {
    const auto board = good_board();
    board->start();
    board->now_ms = 299;
    step(board->module);
    CHECK(board->console.empty());
}

TEST_CASE("a serial field that is all FF reads none") {
    const auto board = good_board();
    board->start();
    CHECK(board->until(300) == boot_line(*board, "none", "power"));
}

TEST_CASE("the CRC is told with leading zeros and capital letters") {
    const auto board = good_board();
    for (std::uint32_t filler = 0; board->flash[0x235] != 0 || board->flash[0x234] < 0xA0; ++filler) {
        board->put(0x800, filler);
        board->put_crc(FakeBoard::image_length);
    }
    board->start();
    const std::string line = board->until(300);
    CHECK(line.find(fmt::format(" crc=00{:02X}", board->flash[0x234])) != std::string::npos);
}

TEST_CASE("the cause of the reset is told; brownout and watchdog are faults as well") {
    const auto board = good_board();
    const auto said = [&](ResetCause cause) {
        board->start(cause);
        return board->until(1999);
    };
    CHECK(said(ResetCause::pin) == boot_line(*board, "none", "pin"));
    CHECK(said(ResetCause::soft) == boot_line(*board, "none", "soft"));
    CHECK(said(ResetCause::brownout) == boot_line(*board, "none", "brownout") + "@fault code=brownout\r\n");
    CHECK(said(ResetCause::watchdog) == boot_line(*board, "none", "watchdog") + "@fault code=watchdog\r\n");
}

TEST_CASE("the self-test tells which part failed and which is absent") {
    const auto board = good_board();
    board->modem = Health::fail;
    board->sim = Health::absent;
    board->start();
    board->until(300);
    CHECK(board->until(2000) == "@selftest flash=ok settings=ok modem=fail sim=absent clock=ok\r\n");
    board->modem = board->sim = Health::ok;
    board->clock = Health::fail;
    board->start();
    board->until(300);
    CHECK(board->until(2000) == "@selftest flash=ok settings=ok modem=ok sim=ok clock=fail\r\n");
}

TEST_CASE("a module that is never switched off starts anew before its clock does") {
    const auto board = good_board();
    board->start();
    board->until(15200);
    constexpr std::uint32_t half = UINT32_MAX / 2;
    board->now_ms = half - 1;
    step(board->module);
    CHECK(board->restarts == 0);
    CHECK(next_wake_ms(board->module) <= half);
    board->now_ms = half;
    step(board->module);
    CHECK(board->restarts == 1);
}

TEST_CASE("a bad image is told once, then nothing ever") {
    const auto board = good_board();
    board->flash[0x900] ^= 1;
    board->start();
    CHECK(board->until(299).empty());
    CHECK(board->until(300) == "@fault code=image_crc\r\n");
    CHECK(next_wake_ms(board->module) == no_wake_ms);
}

TEST_CASE("a blank flash says nothing at all") {
    const auto board = std::make_unique<FakeBoard>();
    board->start();
    CHECK(next_wake_ms(board->module) == no_wake_ms);
    board->now_ms = 60000;
    step(board->module);
    CHECK(board->console.empty());
}
