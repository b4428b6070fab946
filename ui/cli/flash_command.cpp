#include "fixtures/transport/latency.hpp"
#include "fixtures/transport/stream.hpp"
#include "fixtures/transport/usb_device.hpp"
#include "flasher/an3155.hpp"
#include "flasher/dfuse.hpp"
#include "flasher/flash.hpp"
#include "flasher/image/fit.hpp"
#include "station/base/failure.hpp"
#include "ui/cli/commands.hpp"
#include "ui/cli/image_options.hpp"
#include "ui/cli/json_text.hpp"
#include "ui/session/places.hpp"
#include "ui/session/signals.hpp"

#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <unistd.h>
#include <utility>

namespace stapel::cli {
namespace {

using namespace std::chrono_literals;
using flasher::An3155, flasher::Chip, flasher::DfuSe, flasher::ImageFile;
using Json = nlohmann::ordered_json;

constexpr Duration sync_patience = 3s;  // a ROM may need 80 to 400 ms after reset, and some tries
constexpr Duration connect_patience = 5s;
constexpr Duration usb_patience = 3s;  // until a ROM has shown itself on the bus

struct Options {
    std::string image, port, usb, address;
    std::uint32_t baud = 115200;
    bool verify = false, skip_identical = false, unprotect = false, json = false;
};

/// What is told at the end; what is unknown stays empty.
struct Report {
    const Chip* chip = nullptr;
    int rom_version = 0;
    std::string uid{};
    bool by_sum = false;  ///< the ROM's checksum proved what was verified
    std::size_t image_size = 0;
    flasher::Result result;
    Duration took{};
};

void refuse_if(const std::optional<flasher::ImageError>& problem) {
    if (problem) throw UsageError(to_text(*problem));
}

void show_progress(std::size_t done, std::size_t total) {
    std::fprintf(stderr, "\r%3zu %%%s", done * 100 / total, done == total ? "\r     \r" : "");
    std::fflush(stderr);
}

void note(const std::string& word) { fmt::print(stderr, "stapel flash: {}\n", word); }

flasher::Job job_of(const Options& options) {
    flasher::Job job{.verify = options.verify, .skip_identical = options.skip_identical, .progress = {}, .note = note};
    if (isatty(STDERR_FILENO) == 1) job.progress = show_progress;
    return job;
}

/// Beside the database that a run on this port would use; nothing is kept of what will not be proven.
std::optional<flasher::FlashJournal> journal_of(const Options& options, const std::string& uid,
                                                const flasher::Image& image) {
    if (!options.verify) return std::nullopt;
    const bool virtual_port = options.port.starts_with("pty:");
    return flasher::FlashJournal(session::flash_journals_of(session::database_file({}, virtual_port)),
                                 {.uid = uid, .image = flasher::digest_of(image)});
}

/// What is known of a chip that answers; refuses an image that does not fit it.
void look_at(const flasher::Bootloader& rom, const ImageFile& file, Report& report) {
    report.chip = &rom.chip();
    report.rom_version = rom.rom_version();
    refuse_if(problem_on(file, rom.chip()));
}

void flash_through(flasher::Bootloader& rom, const Options& options, const ImageFile& file, Report& report) {
    report.uid = rom.uid();
    auto journal = journal_of(options, report.uid, file.image);
    auto job = job_of(options);
    job.journal = journal ? &*journal : nullptr;
    report.result = write_image(rom, file.image, job);
    report.by_sum = rom.can_sum();
}

void flash_over_usb(const Options& options, const ImageFile& file, Report& report) {
    const Clock& clock = system_clock();
    const auto open = [&](TimePoint deadline, std::stop_token stop) {
        return transport::open_usb(options.usb, deadline, std::move(stop));
    };
    DfuSe rom(open, clock, session::stop_on_signals());
    const TimePoint start = clock.now();
    rom.connect(usb_patience);
    look_at(rom, file, report);
    flash_through(rom, options, file, report);
    report.took = clock.now() - start;
}

void flash_over_uart(const Options& options, const ImageFile& file, Report& report) {
    const Clock& clock = system_clock();
    const std::stop_token stop = session::stop_on_signals();
    const auto stream = transport::open_stream(options.port, ".", clock.now() + connect_patience, stop);
    if (const auto slow = transport::latency_problem(options.port); !slow.empty()) note(slow);
    const TimePoint start = clock.now();
    An3155 rom(*stream, clock, stop, {.baud = options.baud});
    rom.sync(sync_patience);
    look_at(rom, file, report);
    if (options.unprotect && rom.is_protected()) rom.unprotect(sync_patience);
    flash_through(rom, options, file, report);
    report.took = clock.now() - start;
}

std::string version_text(int bcd) { return fmt::format("{}.{}", bcd >> 4, bcd & 0xF); }

std::string_view way_of(const Report& report) { return report.by_sum ? "checksum" : "read-back"; }

void print_json(const Options& options, const Report& report, const Failure* failure, std::string_view outcome) {
    const bool verified = outcome == "pass" && (options.verify || report.result.was_identical);
    Json json{{"outcome", outcome},
              {"code", nullptr},
              {"text", nullptr},
              {"image", options.image},
              {"port", options.port.empty() ? options.usb : options.port},
              {"baud", options.baud},
              {"chip", nullptr},
              {"rom_version", nullptr},
              {"uid", known(report.uid)},
              {"image_bytes", report.image_size},
              {"bytes_written", report.result.bytes_written},
              {"units_erased", report.result.units_erased},
              {"units_kept", report.result.units_kept},
              {"retries", report.result.retries},
              {"identical", report.result.was_identical},
              {"verified", verified},
              {"verified_by", verified ? Json(way_of(report)) : Json()},
              {"ms", to_ms(report.took)}};
    if (report.chip != nullptr) {
        json["chip"] = report.chip->name;
        json["rom_version"] = version_text(report.rom_version);
    }
    if (failure != nullptr) {
        json["code"] = text_of(failure->code()).number;
        json["text"] = failure->what();
    }
    fmt::print("{}\n", json_line(json));
}

void print_text(const Report& report, bool verified) {
    if (report.result.was_identical) {
        fmt::print("{} (ROM {}) holds the image already, nothing written\n", report.chip->name,
                   version_text(report.rom_version));
        return;
    }
    fmt::print("{} (ROM {}): {} bytes written, {} units erased, {}, {} retries, {:.1f} s\n", report.chip->name,
               version_text(report.rom_version), report.result.bytes_written, report.result.units_erased,
               verified ? fmt::format("verified by {}", way_of(report)) : "not verified", report.result.retries,
               std::chrono::duration<double>(report.took).count());
}

Status failed(const Options& options, const Report& report, const Failure& failure) {
    const FailureText& text = text_of(failure.code());
    const bool modules_fault = text.fault == Fault::module;
    fmt::print(stderr, "stapel flash: {}\n{}\n", failure.what(), text.action_en);
    if (options.json) print_json(options, report, &failure, modules_fault ? "fail" : "error");
    return modules_fault ? Status::failed : Status::fixture;
}

void check_addresses(const Options& options) {
    if (options.port.empty() == options.usb.empty())
        throw UsageError(fmt::format("--port or --usb: one of them expected, {} found: say whether the bootloader is "
                                     "reached over its UART or over USB", options.port.empty() ? "none" : "both"));
    const bool usb = !options.usb.empty();
    if (usb && options.unprotect)
        throw UsageError("--unprotect: --port expected, --usb found: it is done over the UART");
    const auto problem = usb ? transport::address_problem(options.usb, transport::Plug::usb)
                             : transport::address_problem(options.port, transport::Plug::stream);
    if (!problem.empty()) throw UsageError((usb ? "--usb: " : "--port: ") + problem);
}

Status run(const Options& options) {
    const ImageFile file = read_image_file(options.image, options.address);
    refuse_if(problem_on_all_chips(file));  // which chip is there is known only after it answered
    check_addresses(options);
    Report report{.image_size = file.image.size(), .result = {}};
    try {
        options.usb.empty() ? flash_over_uart(options, file, report) : flash_over_usb(options, file, report);
    } catch (const Failure& failure) {
        return failed(options, report, failure);
    } catch (const Cancelled&) {
        fmt::print(stderr, "stapel flash: stopped; the flash may hold part of the image: flash again\n");
        if (options.json) print_json(options, report, nullptr, "aborted");
        return Status::stopped;
    }
    options.json ? print_json(options, report, nullptr, "pass") : print_text(report, options.verify);
    return Status::ok;
}

}  // namespace

void add_flash_command(session::Command& program) {
    auto options = std::make_shared<Options>();
    auto command = program.subcommand("flash", "Writes a firmware image through the chip's ROM bootloader");
    command.option("--image", options->image, "Firmware: Intel HEX, S-records, ELF, raw binary, DFU, DfuSe").required();
    command.option("--port", options->port, "Address of the host UART: serial:..., pty:..., tcp:...");
    command.option("--usb", options->usb,
                   "Or address of the bootloader's USB: usb:VID:PID@PORTPATH, usbip:HOST:PORT/BUSID");
    command.option("--baud", options->baud, "Baud rate").default_shown().range(1200, 4000000);
    command.option("--address", options->address, address_help);
    command.flag("--verify", options->verify, "Prove what was written by the ROM's checksum, else by reading back");
    command.flag("--skip-identical", options->skip_identical, "Compare first, write nothing when all is there");
    command.flag("--unprotect", options->unprotect,
                 "Switch readout protection off first when it is on: the chip erases itself whole");
    command.flag("--json", options->json, "Print the result as one JSON object");
    command.footer("Example: stapel flash --image nb02.hex --port serial:/dev/ttyUSB0 --verify\n"
                   "         stapel flash --image nb02.hex --usb usb:0483:df11@1-1.2 --verify");
    command.does([options] { return run(*options); });
}

}  // namespace stapel::cli
