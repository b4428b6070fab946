#include "flasher/compare.hpp"

#include "flasher/rom_packets.hpp"
#include "flasher/write_plan.hpp"

#include <algorithm>

namespace stapel::flasher {
namespace {

constexpr std::size_t worth_summing = 16;  // reading fewer bytes is no longer on the wire than asking for their sum
constexpr int sum_tries = 5;

enum class Sum { same, different, unknown };

/// Bytes of the flash from an address on.
struct Range {
    std::uint32_t address = 0;
    ByteView bytes;

    [[nodiscard]] Range part(std::size_t from, std::size_t size) const {
        return {static_cast<std::uint32_t>(address + from), bytes.subspan(from, size)};
    }
    [[nodiscard]] Range from(std::size_t offset) const { return part(offset, bytes.size() - offset); }
};

Sum ask(Bootloader& rom, const Range& range) {
    const std::uint32_t expected = crc_of_words(range.bytes);
    std::optional<std::uint32_t> before;
    for (int tries = 0; tries < sum_tries; ++tries) {
        const auto sum = rom.sum(range.address, range.bytes.size());
        if (!sum) return Sum::unknown;
        if (*sum == expected) return Sum::same;
        if (sum == before) return Sum::different;
        before = sum;
    }
    return Sum::unknown;
}

std::optional<Difference> by_reading(Bootloader& rom, const Range& range, const OnCompared& compared) {
    for (const Piece& piece : pieces_of(range.address, range.bytes, rom.block_size())) {
        if (const auto difference = rom.difference(piece.address, piece.bytes)) return difference;
        compared(piece.bytes.size());
    }
    return std::nullopt;
}

/// At most one block of a range whose sum is wrong; none when the ROM does not tell.
std::optional<Range> wrong_block(Bootloader& rom, Range range) {
    while (range.bytes.size() > rom.block_size()) {
        const std::size_t half = range.bytes.size() / 8 * 4;
        const Sum lower = ask(rom, range.part(0, half));
        if (lower == Sum::unknown) return std::nullopt;
        range = lower == Sum::different ? range.part(0, half) : range.from(half);
    }
    return range;
}

/// Whole words.
std::optional<Difference> by_summing(Bootloader& rom, const Range& range, const OnCompared& compared) {
    const Sum sum = ask(rom, range);
    if (sum == Sum::same) {
        compared(range.bytes.size());
        return std::nullopt;
    }
    if (sum == Sum::different)
        if (const auto block = wrong_block(rom, range))
            if (const auto difference = rom.difference(block->address, block->bytes)) return difference;
    rom.distrust_sums();
    return by_reading(rom, range, compared);
}

/// Bytes before the first whole word, whole words, and what is left.
struct Words {
    Range head, words, tail;
};

Words words_of(const Range& range) {
    const std::size_t head = std::min<std::size_t>((4 - range.address % 4) % 4, range.bytes.size());
    const std::size_t words = (range.bytes.size() - head) / 4 * 4;
    return {range.part(0, head), range.part(head, words), range.from(head + words)};
}

bool read_alike(Bootloader& rom, const Range& range) {
    return std::ranges::all_of(pieces_of(range.address, range.bytes, rom.block_size()), [&](const Piece& piece) {
        return std::ranges::equal(rom.read(piece.address, piece.bytes.size()), piece.bytes);
    });
}

bool use_sums(const Bootloader& rom, const Range& range) { return rom.can_sum() && range.bytes.size() >= worth_summing; }

}  // namespace

bool holds(Bootloader& rom, std::uint32_t address, ByteView bytes) {
    const Range range{address, bytes};
    if (!use_sums(rom, range)) return read_alike(rom, range);
    const auto [head, words, tail] = words_of(range);
    const Sum sum = ask(rom, words);
    if (sum == Sum::unknown) return read_alike(rom, range);
    return sum == Sum::same && read_alike(rom, head) && read_alike(rom, tail);
}

std::optional<Difference> find_difference(Bootloader& rom, std::uint32_t address, ByteView bytes,
                                          const OnCompared& compared) {
    const Range range{address, bytes};
    if (!use_sums(rom, range)) return by_reading(rom, range, compared);
    const auto [head, words, tail] = words_of(range);
    if (const auto difference = by_reading(rom, head, compared)) return difference;
    if (const auto difference = by_summing(rom, words, compared)) return difference;
    return by_reading(rom, tail, compared);
}

}  // namespace stapel::flasher
