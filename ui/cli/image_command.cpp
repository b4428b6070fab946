#include "flasher/image/fit.hpp"
#include "flasher/image/write_file.hpp"
#include "ui/cli/commands.hpp"
#include "ui/cli/image_options.hpp"
#include "ui/cli/image_text.hpp"

#include <charconv>
#include <fmt/format.h>
#include <memory>

namespace stapel::cli {
namespace {

using flasher::Format;

struct Options {
    std::string in, out, address, fill;
    bool json = false, plain_dfu = false;
};

/// Clean is what fits some chip of ours.
Status info(const Options& options) {
    const auto file = read_image_file(options.in, options.address);
    fmt::print("{}", options.json ? image_json(file) : image_text(file));
    return problem_on_all_chips(file) ? Status::failed : Status::ok;
}

Format target_format(const Options& options) {
    const auto named = flasher::format_of_name(options.out);
    if (!named || named == Format::elf)
        throw UsageError(
            fmt::format("{}: a name that says which format to write expected, such as .hex, .srec, .bin or "
                        ".dfu, {} found: name it so",
                        options.out, named ? "ELF, which is only read" : "none"));
    if (options.plain_dfu && named != Format::dfu)
        throw UsageError(fmt::format("--plain-dfu: a name that ends in .dfu expected, {} found", options.out));
    return named == Format::dfu && !options.plain_dfu ? Format::dfuse : *named;
}

std::optional<std::byte> fill_byte(const Options& options, Format format) {
    if (options.fill.empty()) return std::nullopt;
    if (has_addresses(format))
        throw UsageError(
            fmt::format("--fill: a format without addresses expected, {} found, which may have gaps: leave "
                        "the option out",
                        name_of(format)));
    std::string_view digits = options.fill;
    if (digits.starts_with("0x") || digits.starts_with("0X")) digits.remove_prefix(2);
    unsigned value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size() || value > 0xFF)
        throw UsageError(fmt::format("--fill: a byte of one or two hex digits expected, '{}' found: write FF, for "
                                     "example", options.fill));
    return static_cast<std::byte>(value);
}

Status convert(const Options& options) {
    const Format format = target_format(options);
    const flasher::WriteOptions how{.format = format, .fill = fill_byte(options, format)};
    const auto file = read_image_file(options.in, options.address);
    try {
        write_image_file(file, how, options.out);
    } catch (const flasher::ImageError& error) {
        throw UsageError(to_text(error));
    }
    const bool placed = has_addresses(format);
    fmt::print("{}: {}, {} bytes from 0x{:08X}{}\n", options.out, name_of(format),
               placed ? file.image.size() : file.image.end() - file.image.begin(), file.image.begin(),
               placed ? "" : "; the file does not say where they belong");
    return Status::ok;
}

void add_info(session::Command& command, const std::shared_ptr<Options>& options) {
    auto sub = command.subcommand("info", "What an image holds, where, for which module, and which chips it fits");
    sub.option("FILE", options->in, "Intel HEX, S-records, ELF, raw binary, DFU, DfuSe; the name says which")
        .required();
    sub.option("--address", options->address, address_help);
    sub.flag("--json", options->json, "Print JSON");
    sub.footer("Example: stapel image info nb02.hex\nExit status: 0 it fits a chip, 1 it fits none, 2 it is no image");
    sub.does([options] { return info(*options); });
}

void add_convert(session::Command& command, const std::shared_ptr<Options>& options) {
    auto sub = command.subcommand("convert", "Writes an image in the format that the new name says");
    sub.option("IN", options->in, "The image as it is").required();
    sub.option("OUT", options->out, "Its new file: .hex, .srec, .bin or .dfu; replaced if it is there").required();
    sub.option("--address", options->address, address_help);
    sub.option("--fill", options->fill, "Byte for the gaps in raw binary and plain DFU, such as FF; else refused")
        .type_name("HEX");
    sub.flag("--plain-dfu", options->plain_dfu, "A .dfu of raw bytes and a suffix in place of a DfuSe file");
    sub.footer("Example: stapel image convert nb02.elf nb02.hex");
    sub.does([options] { return convert(*options); });
}

}  // namespace

void add_image_command(session::Command& program) {
    auto command = program.subcommand("image", "Looks into firmware images and converts them");
    command.footer("Example: stapel image info nb02.hex");
    command.require_subcommand();
    const auto options = std::make_shared<Options>();
    add_info(command, options);
    add_convert(command, options);
}

}  // namespace stapel::cli
