#include "fixtures/transport/stream.hpp"
#include "flasher/flash.hpp"
#include "station/base/failure.hpp"
#include "ui/cli/commands.hpp"
#include "ui/cli/json_text.hpp"
#include "ui/session/signals.hpp"

#include <cctype>
#include <charconv>
#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <unistd.h>

namespace stapel::cli {
namespace {

using namespace std::chrono_literals;
using flasher::An3155, flasher::Chip, flasher::Image;

constexpr Duration sync_patience = 3s;  // a ROM may need 80 to 400 ms after reset, and some tries
constexpr Duration connect_patience = 5s;

struct Options {
    std::string image, port, address;
    std::uint32_t baud = 115200;
    bool verify = false, skip_identical = false, json = false;
};

/// What is told at the end; what is unknown stays empty.
struct Report {
    const Chip* chip = nullptr;
    int rom_version = 0;
    std::size_t image_size = 0;
    flasher::Result result;
    Duration took{};
};

std::string lower_extension(const std::string& file) {
    const std::size_t dot = file.rfind('.');
    std::string extension = dot == std::string::npos ? "" : file.substr(dot);
    for (char& c : extension) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return extension;
}

/// Where raw binary goes: every chip of the table has its flash at one place.
std::uint32_t base_of(const Options& options) {
    if (options.address.empty()) return flasher::all_chips().front().flash_start;
    if (lower_extension(options.image) != ".bin")
        throw UsageError(fmt::format("--address: a .bin image expected, '{}' found: only raw binary needs an address",
                                     options.image));
    const std::string_view text = options.address;
    const std::string_view digits = text.starts_with("0x") || text.starts_with("0X") ? text.substr(2) : "";
    std::uint32_t address = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), address, 16);
    if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size())
        throw UsageError(fmt::format("--address: 0x and up to eight hex digits expected, '{}' found: write 0x08000000, "
                                     "for example", text));
    return address;
}

Image read_image(const Options& options) {
    try {
        return flasher::read_image(options.image, base_of(options));
    } catch (const flasher::ImageError& error) {
        throw UsageError(to_text(error));
    }
}

void refuse_unless_fits(const Options& options, const std::string& problem) {
    if (!problem.empty()) throw UsageError(to_text(flasher::ImageError{options.image, 0, problem}));
}

/// Which chip is there is known only after it answered; an image for none of ours is refused before.
void check_for_any_chip(const Options& options, const Image& image) {
    std::string problem;
    for (const Chip& chip : flasher::all_chips()) {
        problem = image_problem(image, chip);
        if (problem.empty()) return;
    }
    refuse_unless_fits(options, problem);
}

void show_progress(std::size_t done, std::size_t total) {
    std::fprintf(stderr, "\r%3zu %%%s", done * 100 / total, done == total ? "\r     \r" : "");
    std::fflush(stderr);
}

flasher::Job job_of(const Options& options) {
    flasher::Job job{.verify = options.verify, .skip_identical = options.skip_identical, .progress = {}};
    if (isatty(STDERR_FILENO) == 1) job.progress = show_progress;
    return job;
}

void flash(const Options& options, const Image& image, Report& report) {
    const Clock& clock = system_clock();
    const std::stop_token stop = session::stop_on_signals();
    const auto stream = transport::open_stream(options.port, ".", clock.now() + connect_patience, stop);
    const TimePoint start = clock.now();
    An3155 rom(*stream, clock, stop, {.baud = options.baud});
    rom.sync(sync_patience);
    report.chip = &rom.chip();
    report.rom_version = rom.rom_version();
    refuse_unless_fits(options, image_problem(image, rom.chip()));
    report.result = write_image(rom, image, job_of(options));
    report.took = clock.now() - start;
}

std::string version_text(int bcd) { return fmt::format("{}.{}", bcd >> 4, bcd & 0xF); }

void print_json(const Options& options, const Report& report, const Failure* failure, std::string_view outcome) {
    nlohmann::ordered_json json{{"outcome", outcome}, {"code", nullptr}, {"text", nullptr}, {"image", options.image},
                                {"port", options.port}, {"chip", nullptr}, {"rom_version", nullptr},
                                {"image_bytes", report.image_size}, {"bytes_written", report.result.bytes_written},
                                {"units_erased", report.result.units_erased}, {"retries", report.result.retries},
                                {"identical", report.result.was_identical},
                                {"verified", outcome == "pass" && (options.verify || report.result.was_identical)},
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
               verified ? "read back and compared" : "not read back", report.result.retries,
               std::chrono::duration<double>(report.took).count());
}

Status failed(const Options& options, const Report& report, const Failure& failure) {
    const FailureText& text = text_of(failure.code());
    const bool modules_fault = text.fault == Fault::module;
    fmt::print(stderr, "stapel flash: {}\n{}\n", failure.what(), text.action_en);
    if (options.json) print_json(options, report, &failure, modules_fault ? "fail" : "error");
    return modules_fault ? Status::failed : Status::fixture;
}

Status run(const Options& options) {
    const Image image = read_image(options);
    check_for_any_chip(options, image);
    if (auto problem = transport::address_problem(options.port); !problem.empty())
        throw UsageError("--port: " + problem);
    Report report{.image_size = image.size(), .result = {}};
    try {
        flash(options, image, report);
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
    command.option("--image", options->image, "Intel HEX (.hex, .ihex) or raw binary (.bin)").required();
    command.option("--port", options->port, "Address of the host UART: serial:..., pty:..., tcp:...").required();
    command.option("--baud", options->baud, "Baud rate").default_shown().range(1200, 4000000);
    command.option("--address", options->address, "Where a .bin image goes (default: start of the flash)");
    command.flag("--verify", options->verify, "Read back and compare");
    command.flag("--skip-identical", options->skip_identical, "Compare first, write nothing when all is there");
    command.flag("--json", options->json, "Print the result as one JSON object");
    command.footer("Example: stapel flash --image nb02.hex --port serial:/dev/ttyUSB0 --verify");
    command.does([options] { return run(*options); });
}

}  // namespace stapel::cli
