#include "flasher/image/fit.hpp"

#include "flasher/flash.hpp"
#include "flasher/image/dfu_file.hpp"

#include <fmt/format.h>

namespace stapel::flasher {
namespace {

bool is_for(std::uint16_t wanted, std::uint16_t found) { return found == 0xFFFF || found == wanted; }

std::optional<ImageError> device_problem(const ImageFile& file) {
    if (!file.usb || (is_for(rom_device.vendor, file.usb->vendor) && is_for(rom_device.product, file.usb->product)))
        return std::nullopt;
    return ImageError{
        .file = file.file,
        .message = fmt::format("a DFU suffix for {:04X}:{:04X}, the chip's ROM, expected, one for "
                               "{:04X}:{:04X} found: this file is for another device",
                               rom_device.vendor, rom_device.product, file.usb->vendor, file.usb->product)};
}

}  // namespace

std::optional<ImageError> problem_on(const ImageFile& file, const Chip& chip) {
    if (auto problem = device_problem(file)) return problem;
    auto problem = image_problem(file.image, chip);
    if (problem.empty()) return std::nullopt;
    return ImageError{file.file, place_of(file, problem.address), std::move(problem.text)};
}

std::optional<ImageError> problem_on_all_chips(const ImageFile& file) {
    std::optional<ImageError> first;
    for (const Chip& chip : all_chips()) {
        auto problem = problem_on(file, chip);
        if (!problem) return std::nullopt;
        if (!first) first = std::move(problem);
    }
    return first;
}

}  // namespace stapel::flasher
