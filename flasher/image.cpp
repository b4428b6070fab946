#include "flasher/image.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace stapel::flasher {
namespace {

using Blocks = std::map<std::uint32_t, Bytes>;

std::uint64_t end_of(const Blocks::value_type& block) { return std::uint64_t{block.first} + block.second.size(); }

/// The first block that overlaps or touches `address` or lies behind it.
Blocks::iterator first_neighbour(Blocks& blocks, std::uint32_t address) {
    auto next = blocks.upper_bound(address);
    if (next == blocks.begin()) return next;
    const auto before = std::prev(next);
    return end_of(*before) >= address ? before : next;
}

/// Whether every address that the block and the bytes share holds the same value in both.
bool agrees(const Blocks::value_type& block, std::uint32_t address, ByteView bytes) {
    const std::uint64_t from = std::max(block.first, address);
    const std::uint64_t to = std::min(end_of(block), address + std::uint64_t{bytes.size()});
    return from >= to || std::memcmp(&block.second[from - block.first], &bytes[from - address], to - from) == 0;
}

/// The block that holds `length` bytes from `address`, or the end.
Blocks::const_iterator holder(const Blocks& blocks, std::uint32_t address, std::size_t length) {
    auto after = blocks.upper_bound(address);
    if (after == blocks.begin()) return blocks.end();
    --after;
    return std::uint64_t{address} + length <= end_of(*after) ? after : blocks.end();
}

}  // namespace

bool Image::add(std::uint32_t address, ByteView bytes) {
    const std::uint64_t end = address + std::uint64_t{bytes.size()};
    assert(end <= UINT32_MAX);
    if (bytes.empty()) return true;
    const auto first = first_neighbour(blocks_, address);
    auto last = first;
    for (; last != blocks_.end() && last->first <= end; ++last)
        if (!agrees(*last, address, bytes)) return false;
    join(address, bytes, first, last);
    return true;
}

/// Makes one block of the bytes and of the blocks from `first` up to `last`, all of which they overlap or touch.
void Image::join(std::uint32_t address, ByteView bytes, Blocks::iterator first, Blocks::iterator last) {
    if (first == last || first->first > address) first = blocks_.emplace_hint(first, address, Bytes{});
    Bytes& joined = first->second;
    const std::size_t offset = address - first->first;
    if (joined.size() < offset + bytes.size()) {
        // insert, unlike resize, lets a file of short records grow without quadratic copying
        const ByteView fresh = bytes.subspan(joined.size() - offset);
        joined.insert(joined.end(), fresh.begin(), fresh.end());
    }
    for (auto next = std::next(first); next != last; next = blocks_.erase(next)) {
        const std::size_t known = joined.size() - (next->first - first->first);
        if (known < next->second.size())
            joined.insert(joined.end(), next->second.begin() + static_cast<std::ptrdiff_t>(known), next->second.end());
    }
}

void Image::patch(std::uint32_t address, ByteView bytes) {
    const auto block = holder(blocks_, address, bytes.size());
    assert(block != blocks_.end());
    Bytes& held = blocks_.find(block->first)->second;
    std::ranges::copy(bytes, held.begin() + static_cast<std::ptrdiff_t>(address - block->first));
}

std::size_t Image::size() const {
    std::size_t size = 0;
    for (const auto& [address, bytes] : blocks_) size += bytes.size();
    return size;
}

std::uint32_t Image::begin() const { return blocks_.empty() ? 0 : blocks_.begin()->first; }

std::uint32_t Image::end() const {
    return blocks_.empty() ? 0 : static_cast<std::uint32_t>(end_of(*blocks_.rbegin()));
}

std::optional<Bytes> Image::bytes(std::uint32_t address, std::size_t length) const {
    const auto block = holder(blocks_, address, length);
    if (block == blocks_.end()) return std::nullopt;
    const auto from = block->second.begin() + static_cast<std::ptrdiff_t>(address - block->first);
    return Bytes(from, from + static_cast<std::ptrdiff_t>(length));
}

}  // namespace stapel::flasher
