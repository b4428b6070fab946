#pragma once

#include "flasher/image/image_file.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace stapel::flasher {

/// No image has more bytes; segments of an ELF file may share theirs, so its size alone bounds nothing.
constexpr std::size_t largest_image = 16 * 1024 * 1024;

/// Makes one image of a file's pieces, in whatever order they come.
class Assembly {
public:
    /// `file` must outlive this.
    explicit Assembly(const std::string& file) : file_(file) {}

    /// Throws `ImageError` when the bytes would not end below 4 GiB or are too many.
    void add(std::uint64_t address, ByteView bytes, Place place);

    /// The image; what says the same twice is noted. Call once. Throws `ImageError` naming both places when two pieces
    /// give different values to one address, and when there are no bytes at all.
    [[nodiscard]] ImageFile finish(Format format);

private:
    struct Piece {
        Origin origin;
        std::size_t offset;  ///< of its bytes in the pool
    };
    [[nodiscard]] ByteView bytes(const Piece& piece) const;
    [[noreturn]] void contradiction(const Piece& piece) const;
    void note_repeats(ImageFile& made) const;

    const std::string& file_;
    std::vector<Piece> pieces_;
    Bytes pool_;
};

}  // namespace stapel::flasher
