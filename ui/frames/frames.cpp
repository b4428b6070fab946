#include "ui/frames/frames.hpp"

#include "ui/frames/line_pieces.hpp"
#include "ui/frames/meter_pieces.hpp"
#include "ui/frames/rom_talk.hpp"
#include "ui/frames/stretches.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace stapel::frames {
namespace {

/// A frame and where its first byte stands on the tape.
struct Placed {
    std::size_t entry = 0, offset = 0;
    Frame frame{};
};

class Decoder {
public:
    explicit Decoder(const std::vector<transport::TapeEntry>& tape) : tape_(tape) {}

    std::vector<Frame> decode() && {
        for (const Stretch& stretch : stretches_of(tape_)) place(stretch, pieces_of(stretch));
        std::ranges::sort(placed_, {}, [](const Placed& one) { return std::pair(one.entry, one.offset); });
        std::vector<Frame> frames;
        frames.reserve(placed_.size());
        for (Placed& one : placed_) frames.push_back(std::move(one.frame));
        return frames;
    }

private:
    std::vector<Piece> pieces_of(const Stretch& stretch) {
        if (stretch.channel == "meter") return meter_pieces(stretch.bytes);
        if (stretch.channel != "host") return line_pieces(stretch.bytes);
        const bool in = stretch.direction == transport::Direction::in;
        return in ? rom_.received(stretch.bytes) : rom_.sent(stretch.bytes);
    }

    void place(const Stretch& stretch, std::vector<Piece> pieces) {
        std::size_t at = 0;
        for (Piece& piece : pieces) {
            const EntryStart start = stretch.entry_at(at);
            const ByteView bytes = ByteView(stretch.bytes).subspan(at, piece.size);
            placed_.push_back({start.entry, at - start.offset,
                               Frame{.ms = tape_[start.entry].ms,
                                     .channel = stretch.channel,
                                     .direction = stretch.direction,
                                     .meaning = std::move(piece.meaning),
                                     .bytes = {bytes.begin(), bytes.end()}}});
            at += piece.size;
        }
    }

    const std::vector<transport::TapeEntry>& tape_;
    RomTalk rom_;
    std::vector<Placed> placed_;
};

}  // namespace

std::vector<Frame> frames_of(const std::vector<transport::TapeEntry>& tape) { return Decoder(tape).decode(); }

}  // namespace stapel::frames
