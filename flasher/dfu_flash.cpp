#include "flasher/dfu_flash.hpp"

#include "flasher/write_plan.hpp"
#include "station/base/failure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <functional>
#include <map>

namespace stapel::flasher {
namespace {

constexpr std::byte erased{0xFF};

bool is_blank(const Block& block) {
    return std::ranges::all_of(block.bytes, [](std::byte byte) { return byte == erased; });
}

/// The image's own bytes, in as large pieces as one request reads.
void for_each_piece(const Image& image, std::size_t size, const std::function<bool(std::uint32_t, ByteView)>& look) {
    for (const auto& [start, bytes] : image.blocks())
        for (std::size_t at = 0; at < bytes.size(); at += size)
            if (!look(start + static_cast<std::uint32_t>(at),
                      ByteView(bytes).subspan(at, std::min(size, bytes.size() - at))))
                return;
}

bool is_there(DfuSe& rom, const Image& image) {
    bool same = true;
    for_each_piece(image, rom.block_size(), [&](std::uint32_t address, ByteView bytes) {
        same = std::ranges::equal(rom.read(address, bytes.size()), bytes);
        return same;
    });
    return same;
}

/// Whether the unit stays as it is although the ROM reports no error: so it is with write protection (AN2662).
bool takes_nothing(DfuSe& rom, const std::vector<Block>& blocks, std::uint32_t unit) {
    rom.erase_units({unit});
    return std::ranges::all_of(blocks, [&](const Block& block) {
        if (unit_of(rom.chip(), block.address) != unit) return true;
        const Bytes before = rom.read(block.address, block.bytes.size());
        if (before == block.bytes) return true;
        rom.write(block.address, block.bytes);
        return rom.read(block.address, block.bytes.size()) == before;
    });
}

[[noreturn]] void blame(DfuSe& rom, const std::vector<Block>& blocks, const Difference& difference) {
    const std::uint32_t unit = unit_of(rom.chip(), difference.address);
    const std::string found =
        fmt::format("{:02X} expected at 0x{:08X}, {:02X} read", std::to_integer<int>(difference.expected),
                    difference.address, std::to_integer<int>(difference.read));
    if (takes_nothing(rom, blocks, unit))
        throw Failure(
            Code::chip_write_protected,
            fmt::format("{}, and nothing in unit {} changes when written: its write protection is on, lift it "
                        "before flashing",
                        found, unit));
    throw Failure(Code::flash_mismatch, fmt::format("{}: the cell is damaged", found));
}

int erase(DfuSe& rom, const Image& image, Erase how) {
    if (how == Erase::all) {
        rom.erase_all();
        return static_cast<int>(unit_count(rom.chip()));
    }
    const auto units = units_of(image, rom.chip());
    rom.erase_units(units);
    return static_cast<int>(units.size());
}

/// Tells how far the work is; writing and reading back count alike.
class Told {
public:
    Told(const Job& job, std::size_t total) : job_(job), total_(total) {}
    void add(std::size_t bytes) {
        done_ += bytes;
        if (job_.progress) job_.progress(done_, total_);
    }

private:
    const Job& job_;
    std::size_t total_, done_ = 0;
};

void verify(DfuSe& rom, const Image& image, const std::vector<Block>& blocks, Told& told) {
    for_each_piece(image, rom.block_size(), [&](std::uint32_t address, ByteView bytes) {
        const Bytes read = rom.read(address, bytes.size());
        const auto [wrong, right] = std::ranges::mismatch(read, bytes);
        if (wrong != read.end())
            blame(rom, blocks,
                  {.address = address + static_cast<std::uint32_t>(wrong - read.begin()),
                   .expected = *right,
                   .read = *wrong});
        told.add(bytes.size());
        return true;
    });
}

}  // namespace

std::vector<Block> blocks_of(const Image& image, const Chip& chip, std::size_t size) {
    std::map<std::uint32_t, Bytes> blocks;
    for (const auto& [start, bytes] : image.blocks())
        for (std::size_t at = 0; at < bytes.size(); ++at) {
            const auto offset = start - chip.flash_start + static_cast<std::uint32_t>(at);
            const auto place = static_cast<std::uint32_t>(offset % size);
            Bytes& block = blocks[chip.flash_start + offset - place];
            const std::size_t needed = (place / chip.write_unit + 1) * chip.write_unit;
            if (block.size() < needed) block.resize(needed, erased);
            block[place] = bytes[at];
        }
    std::vector<Block> list;
    for (auto& [address, bytes] : blocks) list.push_back({address, std::move(bytes)});
    std::erase_if(list, is_blank);
    return list;
}

Result write_image(DfuSe& rom, const Image& image, const Job& job) {
    assert(image_problem(image, rom.chip()).empty());
    const int retries_before = rom.retries();
    Result result;
    if (job.skip_identical && is_there(rom, image)) {
        result.was_identical = true;
        return result;
    }
    const auto blocks = blocks_of(image, rom.chip(), rom.block_size());
    for (const Block& block : blocks) result.bytes_written += block.bytes.size();
    Told told(job, result.bytes_written + (job.verify ? image.size() : 0));
    result.units_erased = erase(rom, image, job.erase);
    for (const Block& block : blocks) {
        rom.write(block.address, block.bytes);
        told.add(block.bytes.size());
    }
    if (job.verify) verify(rom, image, blocks, told);
    result.retries = rom.retries() - retries_before;
    return result;
}

}  // namespace stapel::flasher
