#include "flasher/flash.hpp"

#include "flasher/write_plan.hpp"
#include "station/base/failure.hpp"

#include <algorithm>
#include <cassert>
#include <fmt/format.h>
#include <numeric>

namespace stapel::flasher {
namespace {

bool holds(const Image& image, std::uint32_t address) { return image.bytes(address, 1).has_value(); }

ImageProblem place_problem(std::uint32_t begin, std::uint32_t end, const Chip& chip) {
    const std::uint32_t flash_end = chip.flash_start + flash_size(chip);
    const std::string found = fmt::format("data from 0x{:08X} to 0x{:08X} found", begin, end - 1);
    if (begin >= chip.ram_start && begin < chip.ram_end)
        return {fmt::format("addresses in the flash of {} expected, {} in its RAM: the image was built to run from RAM",
                            chip.name, found), begin};
    if (begin < chip.flash_start || end > flash_end)
        return {fmt::format("addresses from 0x{:08X} to 0x{:08X} expected, the flash of {}, {}: check the address and "
                            "the chip that the image was built for", chip.flash_start, flash_end - 1, chip.name, found),
                begin < chip.flash_start || begin >= flash_end ? begin : flash_end};
    if (end > image_limit(chip))
        return {fmt::format("addresses below 0x{:08X} expected, {}: the last {} units of {} hold the module's settings",
                            image_limit(chip), found, chip.settings_units, chip.name),
                std::max(begin, image_limit(chip))};
    return {};
}

/// An image that leaves the first unit's beginning alone brings no vector table and needs none.
ImageProblem vector_problem(const Image& image, const Chip& chip) {
    if (image.begin() >= chip.flash_start + 8) return {};
    const auto table = image.bytes(chip.flash_start, 8);
    if (!table)
        return {fmt::format("a whole vector table expected at 0x{:08X}, part of one found", chip.flash_start),
                image.begin()};
    const std::uint32_t stack = little_endian(ByteView(*table).first(4));
    const std::uint32_t reset = little_endian(ByteView(*table).last(4));
    if (stack <= chip.ram_start || stack > chip.ram_end || stack % 8 != 0)
        return {fmt::format("an initial stack pointer in the RAM of {} (above 0x{:08X}, up to 0x{:08X}) and a multiple "
                            "of 8 expected, 0x{:08X} found: this is no program for this chip, or its address is wrong",
                            chip.name, chip.ram_start, chip.ram_end, stack),
                chip.flash_start};
    if (reset % 2 == 0 || !holds(image, reset - 1))
        return {fmt::format("an odd reset vector inside the image expected, 0x{:08X} found: this is no program for this "
                            "chip, or its address is wrong", reset),
                chip.flash_start + 4};
    return {};
}

/// Tells how far the work is; writing and reading back count alike.
class Progress {
public:
    Progress(const Job& job, std::size_t total) : job_(job), total_(total) {}
    void add(std::size_t bytes) {
        done_ += bytes;
        if (job_.progress) job_.progress(done_, total_);
    }

private:
    const Job& job_;
    std::size_t total_, done_ = 0;
};

// One reading each: what noise makes look different is only written once more.
bool is_there(An3155& rom, const std::vector<Piece>& pieces) {
    return std::ranges::all_of(pieces, [&](const Piece& piece) {
        return std::ranges::equal(rom.read(piece.address, piece.bytes.size()), piece.bytes);
    });
}

/// Up to four packets of the unit, spread over it.
std::vector<const Packet*> samples(const std::vector<Packet>& packets, const Chip& chip, std::uint32_t unit) {
    std::vector<const Packet*> all;
    for (const Packet& packet : packets)
        if (unit_of(chip, packet.address) == unit) all.push_back(&packet);
    std::vector<const Packet*> some;
    for (std::size_t at = 0; at < all.size(); at += std::max<std::size_t>(1, all.size() / 4)) some.push_back(all[at]);
    return some;
}

/// Whether writing to a freshly erased unit changes nothing in it although the ROM acknowledges: it reports no error
/// for write-protected units (AN2662), so only this tells them from weak cells.
bool takes_nothing(An3155& rom, const std::vector<Packet>& packets, std::uint32_t unit) {
    rom.erase_units({unit});
    return std::ranges::all_of(samples(packets, rom.chip(), unit), [&](const Packet* packet) {
        const Bytes before = rom.read(packet->address, packet->size);
        if (std::ranges::equal(before, packet->view())) return true;
        rom.write(packet->address, packet->view());
        return rom.read(packet->address, packet->size) == before;
    });
}

[[noreturn]] void blame(An3155& rom, const std::vector<Packet>& packets, const Difference& difference) {
    const std::uint32_t unit = unit_of(rom.chip(), difference.address);
    const std::string found =
        fmt::format("{:02X} expected at 0x{:08X}, {:02X} read", std::to_integer<int>(difference.expected),
                    difference.address, std::to_integer<int>(difference.read));
    if (takes_nothing(rom, packets, unit))
        throw Failure(Code::chip_write_protected,
                      fmt::format("{}, and nothing in unit {} changes when written: its write protection is on, lift "
                                  "it before flashing", found, unit));
    throw Failure(Code::flash_mismatch, fmt::format("{} every time: the cell is damaged", found));
}

void verify(An3155& rom, const std::vector<Packet>& packets, const std::vector<Piece>& pieces, Progress& progress) {
    for (const Piece& piece : pieces) {
        if (const auto difference = rom.difference(piece.address, piece.bytes)) blame(rom, packets, *difference);
        progress.add(piece.bytes.size());
    }
}

int erase(An3155& rom, const Image& image, Erase how) {
    if (how == Erase::all) {
        rom.erase_all();
        return static_cast<int>(unit_count(rom.chip()));
    }
    const auto units = units_of(image, rom.chip());
    rom.erase_units(units);
    return static_cast<int>(units.size());
}

std::size_t size_of(const std::vector<Packet>& packets) {
    return std::accumulate(packets.begin(), packets.end(), std::size_t{0},
                           [](std::size_t sum, const Packet& packet) { return sum + packet.size; });
}

}  // namespace

ImageProblem image_problem(const Image& image, const Chip& chip) {
    if (image.size() == 0) return {"data expected, an empty image found: build it again"};
    for (const auto& [start, bytes] : image.blocks())
        if (auto why = place_problem(start, static_cast<std::uint32_t>(start + bytes.size()), chip); !why.empty())
            return why;
    return vector_problem(image, chip);
}

Result write_image(An3155& rom, const Image& image, const Job& job) {
    assert(image_problem(image, rom.chip()).empty());
    const int retries_before = rom.retries();
    const auto pieces = pieces_of(image);
    Result result;
    if (job.skip_identical && is_there(rom, pieces)) {
        result.was_identical = true;
    } else {
        const auto packets = packets_of(image, rom.chip());
        result.bytes_written = size_of(packets);
        Progress progress(job, result.bytes_written + (job.verify ? image.size() : 0));
        result.units_erased = erase(rom, image, job.erase);
        for (const Packet& packet : packets) {
            rom.write(packet.address, packet.view());
            progress.add(packet.size);
        }
        if (job.verify) verify(rom, packets, pieces, progress);
    }
    result.retries = rom.retries() - retries_before;
    return result;
}

}  // namespace stapel::flasher
