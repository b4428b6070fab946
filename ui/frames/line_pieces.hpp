#pragma once

#include "station/base/bytes.hpp"
#include "ui/frames/piece.hpp"

#include <string>
#include <vector>

namespace stapel::frames {

/// Cuts what went over a channel of text lines (AT, SCPI) in one direction into lines; all bytes, in order. An AT
/// answer's line has CR LF before it too; a prompt for a PDU is a line without its end (protocols 3.1).
[[nodiscard]] std::vector<Piece> line_pieces(ByteView bytes);

/// A line's text without its ends; what is no text is counted.
[[nodiscard]] std::string line_words(ByteView line);

}  // namespace stapel::frames
