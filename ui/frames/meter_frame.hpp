#pragma once

#include "station/base/bytes.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace stapel::frames {

/// What may go over a meter port: IEC 62056-21, HDLC, messages in SLIP frames, lines of text (protocols 1 and 2,
/// dialect 1 and 2).
struct MeterFrame {
    enum class Trust {
        sure,      ///< its check sequence or its form can hardly be chance
        plain,     ///< has no check, or one that stars have taken away: a sure frame within it shows that it is none
        doubtful,  ///< a wrong check, or a single character: among what belongs to no frame it is more of that
    };
    std::size_t size = 0;
    Trust trust = Trust::sure;
    bool ends_with_flag = false;  ///< HDLC: the flag may begin the next frame
    std::string meaning{};
};

/// The frame at the front of the bytes; none when none begins there or it does not end. `after_flag`: the flag of the
/// HDLC frame before stands right before them.
[[nodiscard]] std::optional<MeterFrame> meter_frame_at(ByteView bytes, bool after_flag);

}  // namespace stapel::frames
