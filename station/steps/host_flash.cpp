#include "flasher/flash.hpp"
#include "flasher/image/fit.hpp"
#include "flasher/module_image.hpp"
#include "station/run/step_context.hpp"
#include "station/steps/catalogue.hpp"
#include "station/steps/rom.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace stapel::steps {
namespace {

/// The plan's image with the module's own serial in it. Everything that can be wrong is found before erasing.
flasher::Image image_for(run::StepContext& context, flasher::An3155& rom) {
    const auto chip_serial = check_serial(context, rom);
    const auto& serial = chip_serial ? *chip_serial : context.facts().label.serial;
    if (serial.empty()) throw Failure(Code::serial_missing);
    const auto& prepared = context.prepared();
    if (!prepared.image) throw Failure(Code::image_unusable, "the plan has neither `image:` nor `release:`");
    const auto& file = *prepared.image;
    if (!prepared.chips.empty() && std::ranges::find(prepared.chips, rom.chip().name) == prepared.chips.end())
        throw Failure(Code::image_unusable,
                      fmt::format("the release {} is for {}, the module has {}", prepared.plan.release,
                                  fmt::join(prepared.chips, ", "), rom.chip().name));
    if (const auto problem = problem_on(file, rom.chip())) throw Failure(Code::image_unusable, to_text(*problem));
    auto image = file.image;
    image.patch(rom.chip().flash_start + flasher::serial_offset, flasher::encode_serial(serial));
    return image;
}

}  // namespace

void host_flash(run::StepContext& context) {
    const auto baud = static_cast<std::uint32_t>(context.number("baud", ""));
    auto rom = enter_rom(context, baud, context.duration("patience"));
    const auto image = image_for(context, rom);
    flasher::Job job;
    job.erase = context.text("erase") == "all" ? flasher::Erase::all : flasher::Erase::by_map;
    job.progress = [&context](std::size_t done, std::size_t total) {
        context.progress(static_cast<std::int64_t>(done), static_cast<std::int64_t>(total), "byte");
    };
    const auto start = context.clock().now();
    const auto result = flasher::write_image(rom, image, job);
    const auto taken = context.tempo().module_time(context.clock().now() - start);
    context.facts().serial = context.facts().known_serial();  // it stands in the chip now, and was read back
    context.measure("bytes", static_cast<double>(result.bytes_written));
    context.measure("duration", static_cast<double>(to_ms(taken)));
    context.measure("retries", static_cast<double>(result.retries));
}

}  // namespace stapel::steps
