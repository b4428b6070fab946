#pragma once

#include "flasher/an3155.hpp"

#include <functional>
#include <string>

namespace stapel::flasher {

enum class Erase { by_map, all };

struct Job {
    Erase erase = Erase::by_map;  ///< `all` takes the module's settings along
    bool verify = true;
    bool skip_identical = false;  ///< compares first and writes nothing when all is there already
    std::function<void(std::size_t done, std::size_t total)> progress;  ///< bytes, written and read back; may be empty
};

struct Result {
    std::size_t bytes_written = 0;
    int units_erased = 0;
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

/// Erases what the image needs, writes, reads back and compares. The image fits the chip (`image_problem`).
/// Failures: those of `An3155`.
[[nodiscard]] Result write_image(An3155& rom, const Image& image, const Job& job);

}  // namespace stapel::flasher
