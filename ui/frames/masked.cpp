#include "ui/frames/masked.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stapel::frames {
namespace {

constexpr std::byte mask{'*'};
constexpr std::size_t shortest_mask = 3;  // octets of a packed secret (station/run/secrets.cpp); plain ones are longer

std::string counted(std::size_t count, std::string_view what) {
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

/// Bytes that stand in runs of stars.
std::size_t masked_in(ByteView bytes) {
    std::size_t count = 0;
    for (auto at = bytes.begin(); at != bytes.end();) {
        const auto begin = std::find(at, bytes.end(), mask);
        at = std::find_if(begin, bytes.end(), [](std::byte byte) { return byte != mask; });
        if (const auto length = static_cast<std::size_t>(at - begin); length >= shortest_mask) count += length;
    }
    return count;
}

}  // namespace

bool is_masked(ByteView bytes) { return masked_in(bytes) > 0; }

std::string junk_words(ByteView bytes) {
    const std::size_t hidden = masked_in(bytes);
    if (hidden == bytes.size()) return counted(hidden, "masked byte");
    const std::string words = "unrecognised: " + counted(bytes.size(), "byte");
    return hidden > 0 ? fmt::format("{}, {} of them masked", words, hidden) : words;
}

}  // namespace stapel::frames
