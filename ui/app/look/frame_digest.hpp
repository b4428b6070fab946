#pragma once

#include <cstdint>

struct ImDrawData;

namespace stapel::app {

/// A number of everything that a frame draws: two frames with the same one look alike, and the second need not be painted.
[[nodiscard]] std::uint64_t frame_digest(const ImDrawData& frame);

}  // namespace stapel::app
