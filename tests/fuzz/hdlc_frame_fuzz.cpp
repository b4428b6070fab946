#include "fixtures/meter/dlms_server.hpp"
#include "fixtures/meter/dlms_words.hpp"
#include "fixtures/meter/hdlc_frame.hpp"
#include "tests/fuzz/require.hpp"

#include <algorithm>
#include <cstdint>
#include <span>

// Any bytes on a DLMS port: every byte comes out of the splitter once, in order, in the same frames however they
// arrive; the meter takes them all and answers in whole frames.

using namespace stapel;
using namespace stapel::meter;

namespace {

struct Split {
    Bytes together{};
    std::vector<HdlcFrame> frames{};
};

void check_piece(const HdlcPiece& piece) {
    require(!piece.bytes.empty());
    require(!frame_words(piece).empty());
    if (piece.kind != HdlcPiece::Kind::frame) return;
    const Bytes again = encode(piece.frame);
    require(piece.bytes.size() + 1 >= again.size());  // the opening flag may belong to the frame before
    require(std::ranges::equal(ByteView(again).subspan(1), ByteView(piece.bytes).last(again.size() - 1)));
}

Split split(ByteView bytes, std::size_t chunk) {
    HdlcSplitter splitter;
    Split all;
    const auto take = [&all](const HdlcPiece& piece) {
        check_piece(piece);
        all.together.insert(all.together.end(), piece.bytes.begin(), piece.bytes.end());
        if (piece.kind == HdlcPiece::Kind::frame) all.frames.push_back(piece.frame);
    };
    for (std::size_t at = 0; at < bytes.size(); at += chunk) {
        splitter.feed(bytes.subspan(at, std::min(chunk, bytes.size() - at)));
        while (const auto piece = splitter.next()) take(*piece);
    }
    while (const auto piece = splitter.flush()) take(*piece);
    require(!splitter.unfinished());
    return all;
}

void play(ByteView bytes) {
    MeterData data;
    data.serial = "009218054000006";
    SpodesMeter meter{.data = data};
    DlmsServer server(meter, MeterPort::com1);
    TimePoint now{};
    Bytes answers;
    for (std::size_t at = 0; at < bytes.size(); at += 64) {
        const Bytes answer = server.on_bytes(now, bytes.subspan(at, std::min<std::size_t>(64, bytes.size() - at)));
        answers.insert(answers.end(), answer.begin(), answer.end());
        now += std::chrono::milliseconds(100);
    }
    HdlcSplitter splitter;
    splitter.feed(answers);
    while (const auto piece = splitter.next()) require(piece->kind == HdlcPiece::Kind::frame);
    require(!splitter.unfinished());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView bytes = std::as_bytes(std::span(data, size));
    const Split whole = split(bytes, std::max<std::size_t>(1, size));
    const Split parts = split(bytes, 1 + (size == 0 ? 0 : data[0] % 32U));
    require(std::ranges::equal(whole.together, bytes));
    require(std::ranges::equal(parts.together, bytes));
    require(whole.frames == parts.frames);
    play(bytes);
    return 0;
}
