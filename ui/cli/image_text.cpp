#include "ui/cli/image_text.hpp"

#include "flasher/image/fit.hpp"
#include "flasher/module_image.hpp"
#include "station/crypto/sha256.hpp"
#include "ui/cli/json_text.hpp"

#include <fmt/format.h>

namespace stapel::cli {
namespace {

using Json = nlohmann::ordered_json;
using flasher::Chip, flasher::ImageFile;

/// The two words of an image that a chip starts with.
struct Vectors {
    std::uint32_t stack = 0, reset = 0;
};

std::optional<Vectors> vectors_of(const ImageFile& file) {
    const auto table = file.image.bytes(flasher::flash_start, 8);
    if (!table) return std::nullopt;
    return Vectors{little_endian(ByteView(*table).first(4)), little_endian(ByteView(*table).last(4))};
}

std::string usb_text(const flasher::UsbDevice& usb) { return fmt::format("{:04X}:{:04X}", usb.vendor, usb.product); }

std::string blocks_text(const ImageFile& file) {
    std::string text;
    for (const auto& [address, bytes] : file.image.blocks())
        text += fmt::format("block      0x{:08X} to 0x{:08X}, {} bytes, SHA-256 {}\n", address,
                            address + bytes.size() - 1, bytes.size(), crypto::sha256_hex(bytes));
    return text;
}

std::string module_text(const ImageFile& file) {
    const auto read = flasher::read_header(file.image, flasher::flash_start);
    if (!read.header) return fmt::format("module     none: {}\n", read.problem);
    return fmt::format("module     {}, version {}, {} bytes, CRC right\n", read.header->type, read.header->version,
                       read.header->length);
}

std::string chips_text(const ImageFile& file) {
    std::string text;
    for (const Chip& chip : flasher::all_chips()) {
        const auto problem = problem_on(file, chip);
        text += fmt::format("{:<10} {}\n", chip.name, problem ? "no: " + problem->message : "fits");
    }
    return text;
}

Json blocks_json(const ImageFile& file) {
    Json blocks = Json::array();
    for (const auto& [address, bytes] : file.image.blocks())
        blocks.push_back({{"address", address}, {"bytes", bytes.size()}, {"sha256", crypto::sha256_hex(bytes)}});
    return blocks;
}

Json module_json(const ImageFile& file) {
    const auto read = flasher::read_header(file.image, flasher::flash_start);
    if (!read.header) return nullptr;
    return {{"type", read.header->type}, {"version", read.header->version}, {"bytes", read.header->length}};
}

Json chips_json(const ImageFile& file) {
    Json chips = Json::array();
    for (const Chip& chip : flasher::all_chips()) {
        const auto problem = problem_on(file, chip);
        chips.push_back({{"chip", chip.name},
                         {"fits", !problem},
                         {"problem", problem ? Json(to_text(*problem)) : Json(nullptr)}});
    }
    return chips;
}

}  // namespace

std::string image_text(const ImageFile& file) {
    std::string text = fmt::format("{}: {}, {} bytes\n{}", file.file, name_of(file.format), file.image.size(),
                                   blocks_text(file));
    if (const auto vectors = vectors_of(file))
        text += fmt::format("vectors    stack 0x{:08X}, reset 0x{:08X}\n", vectors->stack, vectors->reset);
    if (file.entry) text += fmt::format("entry      0x{:08X}\n", *file.entry);
    if (file.usb) text += fmt::format("for USB    {}\n", usb_text(*file.usb));
    return text + module_text(file) + chips_text(file);
}

std::string image_json(const ImageFile& file) {
    const auto vectors = vectors_of(file);
    Json notes = Json::array();
    for (const auto& note : file.notes) notes.push_back(to_warning(note));
    return json_text({{"file", file.file},
                      {"format", key_of(file.format)},
                      {"bytes", file.image.size()},
                      {"blocks", blocks_json(file)},
                      {"stack", vectors ? Json(vectors->stack) : Json(nullptr)},
                      {"reset", vectors ? Json(vectors->reset) : Json(nullptr)},
                      {"entry", known(file.entry)},
                      {"usb", file.usb ? Json(usb_text(*file.usb)) : Json(nullptr)},
                      {"module", module_json(file)},
                      {"chips", chips_json(file)},
                      {"notes", notes}});
}

}  // namespace stapel::cli
