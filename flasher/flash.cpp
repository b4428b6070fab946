#include "flasher/flash.hpp"

#include "flasher/blame.hpp"
#include "flasher/compare.hpp"
#include "flasher/erase.hpp"
#include "flasher/write_plan.hpp"
#include "station/base/failure.hpp"

#include <algorithm>
#include <cassert>
#include <fmt/format.h>
#include <set>
#include <utility>

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
        return {
            fmt::format("an odd reset vector inside the image expected, 0x{:08X} found: this is no program for this "
                        "chip, or its address is wrong",
                        reset),
            chip.flash_start + 4};
    return {};
}

/// Tells how far the work is, writing and comparing alike, and ends it on a line that repeats too much.
class Progress {
public:
    Progress(const Bootloader& rom, const Job& job, std::size_t total)
        : rom_(rom), job_(job), retries_before_(rom.retries()), total_(total) {}

    void add(std::size_t bytes) {
        done_ += bytes;
        ++exchanges_;
        if (job_.leave_noisy_line) leave_if_noisy();
        if (job_.progress) job_.progress(done_, total_);
    }

private:
    // A repeat costs as much time as several packets do; two or three in a row are a contact that moved.
    void leave_if_noisy() const {
        const int repeats = rom_.retries() - retries_before_;
        if (repeats <= free_repeats + exchanges_ / exchanges_a_repeat) return;
        throw Failure(Code::rom_lost_sync, fmt::format("at most one repeat in {} exchanges expected, {} in {} found: the "
                                                       "line does not carry this rate", exchanges_a_repeat, repeats,
                                                       exchanges_));
    }

    static constexpr int free_repeats = 8, exchanges_a_repeat = 8;
    const Bootloader& rom_;
    const Job& job_;
    int retries_before_, exchanges_ = 0;
    std::size_t total_, done_ = 0;
};

void tell(const Job& job, std::string word) {
    if (job.note && !word.empty()) job.note(std::move(word));
}

/// One image on its way onto one chip.
class Flashing {
public:
    Flashing(Bootloader& rom, const Image& image, const Job& job, FlashJournal& journal)
        : rom_(rom), image_(image), job_(job), journal_(journal), blocks_(blocks_of(image, rom.chip(), rom.block_size())),
          order_(write_order(blocks_, rom.chip())) {}

    /// Does what the journal does not hold and compares all; the first difference.
    std::optional<Difference> once(Result& result) {
        kept_.clear();
        for (const std::uint32_t unit : units_of(image_, rom_.chip()))
            if (journal_.holds(unit)) kept_.insert(unit);
        result.units_kept = static_cast<int>(kept_.size());
        if (!kept_.empty()) tell(job_, fmt::format("{} units are there from an earlier try", kept_.size()));
        const std::size_t to_write = bytes_left();
        result.bytes_written += to_write;
        Progress progress(rom_, job_, to_write + (job_.verify ? image_.size() : 0));
        result.units_erased += erase();
        write(progress);
        return job_.verify ? compare(progress) : std::nullopt;
    }

    [[nodiscard]] bool kept(const Difference& difference) const {
        return kept_.contains(unit_of(rom_.chip(), difference.address));
    }
    [[noreturn]] void blame_for(const Difference& difference) { blame(rom_, blocks_, difference); }

private:
    [[nodiscard]] std::size_t bytes_left() const {
        std::size_t bytes = 0;
        for (const UnitBlocks& unit : order_)
            if (!kept_.contains(unit.unit))
                for (const Block* block : unit.blocks) bytes += block->bytes.size();
        return bytes;
    }

    int erase() {
        const bool trust_blank = !journal_.interrupted();
        journal_.begin();
        if (job_.erase == Erase::all && !journal_.all_erased()) {
            const int erased = erase_chip(rom_);
            journal_.note_all_erased();
            return erased;
        }
        auto units = units_of(image_, rom_.chip());
        std::erase_if(units, [&](std::uint32_t unit) { return kept_.contains(unit); });
        return erase_units(rom_, {.units = std::move(units), .trust_blank = trust_blank});
    }

    void write(Progress& progress) {
        for (const UnitBlocks& unit : order_) {
            if (kept_.contains(unit.unit)) continue;
            for (const Block* block : unit.blocks) {
                rom_.write(block->address, block->bytes);
                progress.add(block->bytes.size());
            }
            journal_.confirm(unit.unit);
        }
    }

    std::optional<Difference> compare(Progress& progress) {
        for (const auto& [start, bytes] : image_.blocks())
            if (const auto difference =
                    find_difference(rom_, start, bytes, [&](std::size_t compared) { progress.add(compared); }))
                return difference;
        return std::nullopt;
    }

    Bootloader& rom_;
    const Image& image_;
    const Job& job_;
    FlashJournal& journal_;
    const std::vector<Block> blocks_;
    const std::vector<UnitBlocks> order_;
    std::set<std::uint32_t> kept_;  ///< units that an earlier try wrote
};

bool is_there(Bootloader& rom, const Image& image) {
    return std::ranges::all_of(image.blocks(), [&](const auto& block) { return holds(rom, block.first, block.second); });
}

/// What an earlier try is said to have written was proven wrong: the chip was flashed elsewhere since, or its cells have
/// lost what they held.
void flash(Flashing& flashing, const Job& job, FlashJournal& journal, Result& result) {
    auto difference = flashing.once(result);
    if (difference && flashing.kept(*difference)) {
        tell(job, fmt::format("what an earlier try wrote is not there any more at 0x{:08X}: writing from the start",
                              difference->address));
        journal.forget();
        difference = flashing.once(result);
    }
    if (difference) {
        journal.forget();
        flashing.blame_for(*difference);
    }
    journal.finish();
}

}  // namespace

ImageProblem image_problem(const Image& image, const Chip& chip) {
    if (image.size() == 0) return {"data expected, an empty image found: build it again"};
    for (const auto& [start, bytes] : image.blocks())
        if (auto why = place_problem(start, static_cast<std::uint32_t>(start + bytes.size()), chip); !why.empty())
            return why;
    return vector_problem(image, chip);
}

Result write_image(Bootloader& rom, const Image& image, const Job& job) {
    assert(image_problem(image, rom.chip()).empty());
    assert(job.journal == nullptr || job.verify);
    FlashJournal of_this_try;
    FlashJournal& journal = job.journal != nullptr ? *job.journal : of_this_try;
    const int retries_before = rom.retries();
    Result result;
    tell(job, journal.take_word());
    if (job.skip_identical && !journal.interrupted() && is_there(rom, image)) {
        result.was_identical = true;
    } else {
        Flashing flashing(rom, image, job, journal);
        flash(flashing, job, journal, result);
    }
    tell(job, journal.take_word());
    result.retries = rom.retries() - retries_before;
    return result;
}

}  // namespace stapel::flasher
