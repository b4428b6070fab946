#include "flasher/image/unit_field.hpp"

#include "flasher/image/fit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

namespace stapel::flasher {
namespace {

constexpr std::uint32_t window = 256;  // `write_plan.cpp`: no write goes over its border

std::uint32_t address_of(const UnitField& field) { return flash_start + field.offset; }

/// Some of the bytes, but not all, are in the image.
bool half_in(const Image& image, const UnitField& field) {
    std::size_t there = 0;
    for (std::uint32_t at = 0; at < field.size; ++at) there += image.bytes(address_of(field) + at, 1) ? 1U : 0U;
    return there > 0 && there < field.size;
}

}  // namespace

std::optional<UnitFieldProblem> unit_field_problem(const ImageFile& file, const ModuleHeader& header,
                                                   const UnitField& field) {
    if (field.offset < header.length)
        return UnitFieldProblem{
            fmt::format("an offset from 0x{:X} on, behind what the image's CRC covers", header.length),
            "move it: with these bytes changed the module would reject its image"};
    if (std::ranges::none_of(all_chips(), [&](const Chip& chip) { return field.offset < flash_size(chip); }))
        return UnitFieldProblem{"an offset inside the flash", "correct it"};
    if (field.offset / window != (field.offset + field.size - 1) / window)
        return UnitFieldProblem{fmt::format("bytes that do not go over a multiple of 0x{:X}", window), "move it"};
    if (half_in(file.image, field))
        return UnitFieldProblem{"bytes that are all in the image, or none of them", "move it"};
    auto whole = file;
    put_unit_field(whole.image, field, Bytes(field.size, std::byte{0}));
    if (const auto problem = problem_on_all_chips(whole))
        return UnitFieldProblem{"bytes that a chip of the image can hold", problem->message};
    return std::nullopt;
}

void put_unit_field(Image& image, const UnitField& field, ByteView bytes) {
    assert(bytes.size() == field.size);
    if (image.bytes(address_of(field), field.size)) return image.patch(address_of(field), bytes);
    [[maybe_unused]] const bool added = image.add(address_of(field), bytes);
    assert(added);
}

}  // namespace stapel::flasher
