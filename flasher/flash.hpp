#pragma once

#include "flasher/bootloader.hpp"
#include "flasher/flash_journal.hpp"
#include "flasher/image.hpp"

#include <functional>
#include <string>

namespace stapel::flasher {

enum class Erase { by_map, all };

struct Job {
    Erase erase = Erase::by_map;  ///< `all`: the whole flash, the module's settings too
    bool verify = true;
    bool skip_identical = false;  ///< compares first and writes nothing when all is there already
    std::function<void(std::size_t done, std::size_t total)> progress;  ///< bytes, written and compared; may be empty
    FlashJournal* journal = nullptr;  ///< what earlier tries have done and this one does; with `verify` only
    bool leave_noisy_line = false;    ///< a slower rate is left: too many repeats end in `rom_lost_sync`
    std::function<void(std::string word)> note = {};  ///< what a person should know of the journal; may be empty
};

struct Result {
    std::size_t bytes_written = 0;
    int units_erased = 0;
    int units_kept = 0;  ///< that an earlier try wrote
    int retries = 0;
    bool was_identical = false;
};

/// Why an image must not go onto a chip; empty when it may.
struct ImageProblem {
    std::string text;           ///< expected, found, what to do
    std::uint32_t address = 0;  ///< of the first byte that is wrong
    [[nodiscard]] bool empty() const { return text.empty(); }
};
/// Outside flash, in the settings' units, impossible vector table, RAM image. Looks at nothing but its arguments.
[[nodiscard]] ImageProblem image_problem(const Image& image, const Chip& chip);

/// Erases what the image needs, writes, and compares by the ROM's checksum, else by reading back. The image fits the chip
/// (`image_problem`). A chip whose writing was cut short has no vector table: it starts nothing until the image is whole.
/// With a journal an interrupted try is gone on with: units that it confirmed are not written again, all others are
/// erased and written, and everything is compared; where that proves the journal wrong, all is written from the start.
/// Failures: those of the bootloader's client.
[[nodiscard]] Result write_image(Bootloader& rom, const Image& image, const Job& job);

}  // namespace stapel::flasher
