#pragma once

#include "flasher/dfuse.hpp"
#include "flasher/flash.hpp"
#include "tests/support/dfu_board.hpp"
#include "tests/support/failure_of.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace stapel::flasher {

using namespace std::chrono_literals;
using stapel::test::DfuBoard, stapel::test::VirtualUsb, stapel::test::failure_of;
using transport::UsbDone, transport::UsbEnd, transport::UsbTransfer;

/// A client before a virtual ROM.
struct Rig : DfuBoard {
    using DfuBoard::DfuBoard;

    DfuSe client{[this](TimePoint, std::stop_token) { return std::make_unique<VirtualUsb>(port); }, time, {}};

    /// Does what an earlier program has left off with.
    void ask(const bench::UsbRequest& request, const std::string& hex = {}) {
        static_cast<void>(plugged.control(time.time, request, from_hex(hex)));
    }
    Bytes at(std::uint32_t offset, std::size_t length) const {
        const ByteView cells = flash.bytes().subspan(offset, length);
        return Bytes(cells.begin(), cells.end());
    }
};

inline Bytes ramp(std::size_t size) {
    Bytes bytes(size);
    for (std::size_t at = 0; at < size; ++at) bytes[at] = std::byte(at % 251 + 1);
    return bytes;
}

/// A program for either chip, with its vector table.
inline Image program(std::size_t size) {
    Bytes bytes = ramp(size);
    const Bytes head = from_hex("0080012009000008");
    std::ranges::copy(head, bytes.begin());
    Image image;
    REQUIRE(image.add(0x08000000, bytes));
    return image;
}

inline bool holds(const Rig& rig, const Image& image) {
    return std::ranges::all_of(image.blocks(), [&](const auto& block) {
        return std::ranges::equal(block.second,
                                  rig.flash.bytes().subspan(block.first - 0x08000000, block.second.size()));
    });
}

inline bool is_request(const UsbTransfer& transfer, std::uint8_t code) {
    return (transfer.setup.request_type & 0x60) == 0x20 && transfer.setup.request == code;
}

constexpr std::uint8_t download = 1, get_status = 3;  // DFU 1.1, table 3.2

}  // namespace stapel::flasher
