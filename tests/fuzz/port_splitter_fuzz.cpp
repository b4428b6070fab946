#include "fixtures/module/port_client.hpp"
#include "fixtures/module/slip.hpp"
#include "tests/fuzz/require.hpp"

#include <algorithm>
#include <cstdint>
#include <span>

// Any bytes from a module: pieces do not depend on how they arrive, and nothing is made up.

using namespace stapel;
using namespace stapel::module;

namespace {

struct Taken {
    std::vector<PortPiece> pieces;
    std::size_t bytes = 0;
};

void take(PortSplitter& splitter, Taken& taken) {
    while (auto piece = splitter.next()) {
        taken.bytes += piece->bytes.size();
        if (piece->kind == PortPiece::Kind::message)
            require(slip_message(slip_frame(piece->bytes)) == piece->bytes);
        if (piece->kind == PortPiece::Kind::text)
            require(std::ranges::all_of(text_of(piece->bytes), [](char c) { return c >= ' ' && c <= '~'; }));
        taken.pieces.push_back(std::move(*piece));
    }
}

Taken split(ByteView bytes, std::size_t chunk) {
    PortSplitter splitter;
    Taken taken;
    for (std::size_t at = 0; at < bytes.size(); at += chunk) {
        splitter.feed(bytes.subspan(at, std::min(chunk, bytes.size() - at)));
        take(splitter, taken);
    }
    splitter.flush();
    take(splitter, taken);
    require(taken.bytes <= bytes.size());
    return taken;
}

bool same(const PortPiece& left, const PortPiece& right) { return left.kind == right.kind && left.bytes == right.bytes; }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t shortest_bound = 1024;  // below it no piece is cut for its length
    const ByteView bytes = std::as_bytes(std::span(data, size));
    const Taken whole = split(bytes, std::max<std::size_t>(1, size));
    const Taken parts = split(bytes, 1 + (size == 0 ? 0 : data[0] % 7U));
    if (size < shortest_bound) require(std::ranges::equal(whole.pieces, parts.pieces, same));
    return 0;
}
