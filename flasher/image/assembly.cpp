#include "flasher/image/assembly.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace stapel::flasher {
namespace {

bool is_before(const Place& left, const Place& right) {
    return std::tie(left.line, left.offset) < std::tie(right.line, right.offset);
}

std::string in_words(const Place& place) {
    return place.offset ? fmt::format("at offset 0x{:X}", *place.offset) : fmt::format("in line {}", place.line);
}

std::uint64_t end_of(const Origin& origin) { return std::uint64_t{origin.address} + origin.length; }

}  // namespace

void Assembly::add(std::uint64_t address, ByteView bytes, Place place) {
    if (bytes.empty()) return;
    if (address > UINT32_MAX || bytes.size() > UINT32_MAX - address)
        throw ImageError{file_, place, fmt::format("an end below 4 GiB expected, {} bytes at 0x{:08X} found: check the "
                                                   "address", bytes.size(), address)};
    if (bytes.size() > largest_image - pool_.size())
        throw ImageError{file_, place,
                         fmt::format("an image of at most {} bytes expected, {} found up to here: this is no "
                                     "microcontroller's image",
                                     largest_image, pool_.size() + bytes.size())};
    pieces_.push_back({{static_cast<std::uint32_t>(address), bytes.size(), place}, pool_.size()});
    pool_.insert(pool_.end(), bytes.begin(), bytes.end());
}

ByteView Assembly::bytes(const Piece& piece) const {
    return ByteView(pool_).subspan(piece.offset, piece.origin.length);
}

// Sorted first: a file written backwards would otherwise move every byte for every record.
ImageFile Assembly::finish(Format format) {
    std::ranges::stable_sort(pieces_, {}, [](const Piece& piece) { return piece.origin.address; });
    ImageFile made{.file = file_, .format = format};
    for (const Piece& piece : pieces_) {
        if (!made.image.add(piece.origin.address, bytes(piece))) contradiction(piece);
        made.origins.push_back(piece.origin);
    }
    if (made.image.size() == 0)
        throw ImageError{.file = file_, .message = "data expected, none found: the image is empty, build it again"};
    note_repeats(made);
    return made;
}

void Assembly::contradiction(const Piece& piece) const {
    for (const Piece& other : pieces_) {
        Image both;
        if (!both.add(other.origin.address, bytes(other)) || both.add(piece.origin.address, bytes(piece))) continue;
        const auto [first, second] = std::minmax(other.origin.place, piece.origin.place, is_before);
        throw ImageError{file_, second,
                         fmt::format("the same bytes as {} expected, others found: two places give different values to "
                                     "one address, build the image again", in_words(first))};
    }
    throw ImageError{.file = file_, .message = "pieces that agree expected"};
}

void Assembly::note_repeats(ImageFile& made) const {
    std::uint64_t end = 0;
    std::size_t repeats = 0;
    Place first{};
    for (const Piece& piece : pieces_) {
        if (piece.origin.address < end && repeats++ == 0) first = piece.origin.place;
        end = std::max(end, end_of(piece.origin));
    }
    if (repeats == 0) return;
    made.notes.push_back({file_, first,
                          fmt::format("no address twice expected, {} found, here for the first time, with "
                                      "the same values: harmless, but look at how the image is built",
                                      repeats)});
}

}  // namespace stapel::flasher
