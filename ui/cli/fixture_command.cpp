#include "fixtures/jig/client.hpp"
#include "fixtures/jig/tmc_stream.hpp"
#include "fixtures/transport/latency.hpp"
#include "fixtures/transport/ports.hpp"
#include "fixtures/transport/stream.hpp"
#include "fixtures/transport/usb_device.hpp"
#include "station/base/clock.hpp"
#include "station/base/failure.hpp"
#include "station/run/fixture_file.hpp"
#include "ui/cli/commands.hpp"
#include "ui/cli/json_text.hpp"
#include "ui/session/channels.hpp"
#include "ui/session/signals.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace stapel::cli {
namespace {

using Json = nlohmann::ordered_json;
using transport::Stream;

constexpr auto connect_time = std::chrono::seconds(3);

struct Options {
    std::string file;
    bool json = false;
};

/// One line of `fixture check`.
struct Checked {
    std::optional<int> site;  ///< none for a shared channel
    std::string channel, address;
    std::string code;    ///< of the failure; empty when all is well
    std::string detail;  ///< what went wrong, or the jig's identity
    std::string warning{};  ///< what would be better otherwise; empty when nothing
};

/// A channel that was opened stays open until all were looked at: one port named twice is then found busy.
struct Check {
    const run::FixtureFile& fixture;
    std::stop_token stop;
    std::vector<std::unique_ptr<Stream>> open{};
    std::vector<std::unique_ptr<transport::UsbDevice>> devices{};
    std::vector<Checked> results{};
};

/// What the station will ask of the channel (DESIGN 5), so that a port that cannot do it is found here.
transport::LineSettings settings_of(const std::string& channel) {
    if (channel == "host") return {.baud = 115200, .parity = transport::Parity::even};
    if (channel == "meter") return {.baud = 9600};
    return {};
}

std::string jig_identity(Stream& stream, const std::stop_token& stop) {
    const std::string answer = jig::Client(stream, system_clock()).query("*IDN?", stop);
    if (!jig::parse_identity(answer))
        throw Failure(Code::jig_foreign, fmt::format("STAPEL,JIG,<serial>,<version> expected, \"{}\" received in the "
                                                     "answer to *IDN? at {}",
                                                     answer, stream.address()));
    return answer;
}

/// A module that does not run its bootloader has no USB device, and that is well: the way to it is looked at, as far as
/// it can be seen.
std::string try_bootloader(Check& check, const session::Channel& channel) {
    const auto deadline = system_clock().now() + connect_time;
    try {
        check.devices.push_back(transport::open_usb(channel.address, deadline, check.stop));
        return {};
    } catch (const Failure& failure) {
        if (failure.code() != Code::channel_gone) throw;
    }
    if (const auto server = session::usb_server_of(channel))
        (void)transport::open_stream(*server, check.fixture.directory, deadline, check.stop);
    return "no bootloader there now";
}

std::string try_channel(Check& check, const session::Channel& channel) {
    if (session::comes_and_goes(channel)) return try_bootloader(check, channel);
    const auto deadline = system_clock().now() + connect_time;
    const bool control = channel.name == "control";
    const auto open = control ? jig::open_control : transport::open_stream;
    auto& stream = *check.open.emplace_back(open(channel.address, check.fixture.directory, deadline, check.stop));
    stream.configure(settings_of(channel.name));
    return control ? jig_identity(stream, check.stop) : std::string();
}

std::string words_of(const Failure& failure) {
    return failure.detail().empty() ? std::string(text_of(failure.code()).en) : failure.detail();
}

void check_channel(Check& check, const session::Channel& channel) {
    Checked result{channel.site, channel.name, channel.address, {}, {}};
    try {
        result.detail = try_channel(check, channel);
        result.warning = transport::latency_problem(channel.address);
    } catch (const Failure& failure) {
        result.code = text_of(failure.code()).number;
        result.detail = words_of(failure);
    }
    check.results.push_back(std::move(result));
}

std::vector<Checked> check_all(const run::FixtureFile& fixture) {
    Check check{.fixture = fixture, .stop = session::stop_on_signals()};
    for (const auto& channel : session::channels_of(fixture)) check_channel(check, channel);
    return std::move(check.results);
}

Json to_json(const Checked& result) {
    return {{"site", result.site ? Json(*result.site) : Json()},
            {"channel", result.channel},
            {"address", result.address},
            {"ok", result.code.empty()},
            {"code", result.code.empty() ? Json() : Json(result.code)},
            {"detail", result.detail},
            {"warning", result.warning.empty() ? Json() : Json(result.warning)}};
}

void print(const Checked& result) {
    const auto where = result.site ? fmt::format("{}.{}", *result.site, result.channel) : result.channel;
    fmt::print("{:<14} {:<32} {}\n", where, result.address, result.code.empty() ? "ok  " + result.detail : result.code);
}

/// What is wrong goes to standard error, where it is seen when the list goes into a file.
Status report(const std::vector<Checked>& results) {
    auto status = Status::ok;
    for (const auto& result : results) {
        const auto site = result.site ? fmt::format("site {}, ", *result.site) : std::string();
        if (!result.warning.empty()) fmt::print(stderr, "warning: {}{}: {}\n", site, result.channel, result.warning);
        if (result.code.empty()) continue;
        status = Status::fixture;
        fmt::print(stderr, "error: {}{}: {} {}\n", site, result.channel, result.code, result.detail);
    }
    return status;
}

Status complain(const std::vector<plan::Problem>& problems) {
    for (const auto& problem : problems) fmt::print(stderr, "{}\n", plan::to_text(problem));
    return Status::usage;
}

void print(const std::vector<Checked>& results, bool json) {
    auto list = Json::array();
    for (const auto& result : results) {
        if (json) list.push_back(to_json(result));
        else print(result);
    }
    if (json) fmt::print("{}", json_text(list));
}

Status check_fixture(const Options& options) {
    const auto loaded = run::load_fixture(options.file);
    if (!loaded.fixture) return complain(loaded.problems);
    try {
        const auto results = check_all(*loaded.fixture);
        print(results, options.json);
        return report(results);
    } catch (const Cancelled&) {
        return Status::stopped;
    }
}

Json to_json(const transport::Port& port) {
    return {{"address", port.address},
            {"description", port.description},
            {"usb_path", port.usb_path.empty() ? Json() : Json(port.usb_path)},
            {"serial_number", port.serial_number.empty() ? Json() : Json(port.serial_number)},
            {"state", transport::name_of(port.state)},
            {"detail", port.detail},
            {"latency_ms", known(port.latency_ms)}};
}

void print(const transport::Port& port) {
    fmt::print("{:<24} {:<14} {}\n", port.address, transport::name_of(port.state), port.description);
    const bool serial = port.address.starts_with("serial:");
    if (serial && !port.usb_path.empty()) fmt::print("    serial:path={}\n", port.usb_path);
    if (!port.serial_number.empty())
        fmt::print("    {}{}\n", serial ? "serial:sn=" : "serial number ", port.serial_number);
    if (!port.detail.empty()) fmt::print("    {}\n", port.detail);
    if (port.latency_ms.value_or(0) > transport::usual_latency_ms)
        fmt::print("    latency timer {} ms; opened here, the driver is asked for {} ms\n", *port.latency_ms,
                   transport::usual_latency_ms);
}

Status show_ports(const Options& options) {
    const auto ports = transport::list_ports();
    auto list = Json::array();
    for (const auto& port : ports) {
        if (options.json) list.push_back(to_json(port));
        else print(port);
    }
    if (options.json) fmt::print("{}", json_text(list));
    else if (ports.empty()) fmt::print(stderr, "no serial ports, jigs on USBTMC or USB bootloaders: plug one in\n");
    return Status::ok;
}

}  // namespace

void add_fixture_command(session::Command& program) {
    const auto options = std::make_shared<Options>();
    auto fixture = program.subcommand("fixture", "Look at what is wired to the station");
    fixture.footer("Example: stapel fixture check line1.yaml");
    fixture.require_subcommand();

    auto check = fixture.subcommand("check", "Open every channel of a fixture file and ask the jigs who they are");
    check.option("FILE", options->file, "The fixture file").required();
    check.flag("--json", options->json, "Print the channels as JSON");
    check.footer("Example: stapel fixture check line1.yaml");
    check.does([options] { return check_fixture(*options); });

    auto ports = fixture.subcommand(
        "ports", "List serial ports, jigs on USBTMC and USB bootloaders, and who may use them; opens none");
    ports.flag("--json", options->json, "Print the ports as JSON");
    ports.footer("Example: stapel fixture ports");
    ports.does([options] { return show_ports(*options); });
}

}  // namespace stapel::cli
