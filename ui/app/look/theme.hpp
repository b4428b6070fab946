#pragma once

#include <cstdint>

namespace stapel::app {

/// 0xRRGGBB.
using Rgb = std::uint32_t;

// Calm grey; colour only for what needs a person, never colour alone (the palette of Okabe and Ito, safe for every
// kind of colour blindness).
namespace theme {
constexpr Rgb background = 0xE6E8EA;
constexpr Rgb panel = 0xF2F3F4;
constexpr Rgb line = 0x9AA0A6;
constexpr Rgb ink = 0x202326;        // text
constexpr Rgb faint_ink = 0x4D5358;  // secondary text: contrast 7:1 on the background
constexpr Rgb white = 0xFFFFFF;

constexpr Rgb empty = 0xD4D7DA, empty_frame = 0x6F757B;
constexpr Rgb running = 0xF2F3F4, running_frame = 0x0072B2;
constexpr Rgb pass = 0x00664B;
constexpr Rgb fail = 0xC24E00, fail_ink = 0xA84300;  // as text on a light ground: contrast 5:1
constexpr Rgb trouble = 0xE69F00, trouble_ink = 0x202326;

constexpr Rgb accent = 0x0072B2;  // what is chosen, what is under way
}  // namespace theme

/// The packed colour that ImGui's draw lists take.
[[nodiscard]] constexpr std::uint32_t packed(Rgb colour, std::uint8_t alpha = 255) {
    return (colour >> 16 & 0xFF) | (colour & 0xFF00) | (colour & 0xFF) << 16 | std::uint32_t{alpha} << 24;
}

}  // namespace stapel::app
