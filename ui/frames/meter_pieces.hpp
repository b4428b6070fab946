#pragma once

#include "station/base/bytes.hpp"
#include "ui/frames/piece.hpp"

#include <vector>

namespace stapel::frames {

/// Cuts what went over a meter port in one direction into frames and what stands between them; all bytes, in order.
[[nodiscard]] std::vector<Piece> meter_pieces(ByteView bytes);

}  // namespace stapel::frames
