#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace stapel::app::test {

/// Pixels of four bytes: red, green, blue, opacity; rows from above.
struct Image {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgba;

    bool operator==(const Image&) const = default;
};

/// Without the opacity, well compressed. Throws `std::runtime_error`.
void write_png(const std::filesystem::path& file, const Image& image);

/// None when there is no such file. Throws `std::runtime_error` when it is no PNG.
[[nodiscard]] std::optional<Image> read_png(const std::filesystem::path& file);

/// What differs is bright red on the faded picture; of the larger size.
[[nodiscard]] Image difference(const Image& expected, const Image& found);
/// Pixels that differ; all of them where the sizes do.
[[nodiscard]] std::int64_t count_different(const Image& expected, const Image& found);

}  // namespace stapel::app::test
