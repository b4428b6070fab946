#include "ui/frames/meter_pieces.hpp"

#include "ui/frames/masked.hpp"
#include "ui/frames/meter_frame.hpp"

#include <optional>
#include <utility>

namespace stapel::frames {
namespace {

/// Does a frame that can hardly be chance begin among the first `size` bytes, behind the first one?
bool sure_frame_inside(ByteView bytes, std::size_t size) {
    for (std::size_t at = 1; at < size; ++at) {
        const auto frame = meter_frame_at(bytes.subspan(at), false);
        if (frame && frame->trust == MeterFrame::Trust::sure) return true;
    }
    return false;
}

class Cutter {
public:
    explicit Cutter(ByteView bytes) : rest_(bytes) {}

    std::vector<Piece> pieces() && {
        while (junk_ < rest_.size()) {
            if (auto frame = next_frame()) take(std::move(*frame));
            else ++junk_;
        }
        end_junk();
        return std::move(pieces_);
    }

private:
    /// What begins behind the junk.
    [[nodiscard]] std::optional<MeterFrame> next_frame() const {
        const ByteView bytes = rest_.subspan(junk_);
        auto frame = meter_frame_at(bytes, after_flag_ && junk_ == 0);
        if (!frame || frame->trust == MeterFrame::Trust::sure) return frame;
        const bool more_junk = frame->trust == MeterFrame::Trust::doubtful && junk_ > 0;
        if (more_junk || sure_frame_inside(bytes, frame->size)) return std::nullopt;
        return frame;
    }

    void take(MeterFrame frame) {
        end_junk();
        after_flag_ = frame.ends_with_flag;
        pieces_.push_back({frame.size, std::move(frame.meaning)});
        rest_ = rest_.subspan(frame.size);
    }

    void end_junk() {
        if (junk_ == 0) return;
        pieces_.push_back({junk_, junk_words(rest_.first(junk_))});
        rest_ = rest_.subspan(std::exchange(junk_, 0));
    }

    ByteView rest_;
    std::size_t junk_ = 0;  ///< bytes at the front of the rest that belong to no frame
    bool after_flag_ = false;
    std::vector<Piece> pieces_;
};

}  // namespace

std::vector<Piece> meter_pieces(ByteView bytes) { return Cutter(bytes).pieces(); }

}  // namespace stapel::frames
