#include "fixtures/module/port_client.hpp"
#include "ui/cli/module_command.hpp"
#include "ui/cli/module_device.hpp"
#include "ui/cli/module_status_text.hpp"
#include "ui/session/signals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <iostream>
#include <memory>

namespace stapel::cli {
namespace {

using module::Answer, module::Command, module::PortClient;

/// The module's meter port, open and set.
class Port {
public:
    explicit Port(const std::string& address)
        : stop_(session::stop_on_signals()),
          stream_(open_device(address, stop_)),
          client_(*stream_, system_clock(), stop_, Tempo{}) {
        stream_->configure({.baud = 9600});
        stream_->discard_input();
    }
    PortClient& client() { return client_; }

private:
    std::stop_token stop_;
    std::unique_ptr<transport::Stream> stream_;
    PortClient client_;
};

Answer ask(PortClient& client, const PortOptions& options, Command command) {
    return client.ask_good({.password = options.password, .command = static_cast<std::uint8_t>(command)});
}

/// The items of all answers as if they had come in one.
module::Status read_status(PortClient& client, const PortOptions& options) {
    if (!options.extended) return status_of(ask(client, options, Command::status));
    Answer all = ask(client, options, Command::extended_status);
    for (const Command command : {Command::imei, Command::ip, Command::ipv6, Command::iccid}) {
        const Answer more = ask(client, options, command);
        all.items.insert(all.items.end(), more.items.begin(), more.items.end());
    }
    return status_of(all);
}

/// Dialect 2: a command begins with a digit or a letter, and so with the password.
bool is_command(const std::string& line) {
    return std::isalnum(static_cast<unsigned char>(line.front())) != 0 &&
           std::ranges::all_of(line, [](char character) { return character >= ' ' && character <= '~'; });
}

std::vector<std::string> commands_from_input() {
    std::vector<std::string> commands;
    for (std::string line; std::getline(std::cin, line);) {
        if (line.ends_with('\r')) line.pop_back();
        if (line.empty()) continue;
        if (!is_command(line))
            throw UsageError("standard input: expected PASSWORD COMMAND in printable ASCII, found another line: write "
                             "for example 12345678 NETWORK");
        commands.push_back(line);
    }
    if (commands.empty())
        throw UsageError("standard input: expected PASSWORD COMMAND, found nothing: write for example 12345678 "
                         "NETWORK");
    return commands;
}

enum class Outcome { answered, refused, silent };

/// Prints the answer. `ERROR: 05` is an error of Appendix A (dialect 2).
Outcome send(PortClient& client, const std::string& command, std::chrono::seconds wait) {
    const auto lines = client.text(command, wait);
    for (const std::string& line : lines) fmt::print("{}\n", line);
    if (lines.empty()) return Outcome::silent;
    const bool refused = std::ranges::any_of(lines, [](std::string_view line) { return line.starts_with("ERROR: "); });
    return refused ? Outcome::refused : Outcome::answered;
}

[[nodiscard]] Status report_silence(std::size_t number, const PortOptions& options) {
    fmt::print(stderr, "stapel module text: expected an answer to command {} within {} s on {}, found none: check the "
                       "password (a wrong one is not answered) and that the module is powered and ready\n",
               number, options.wait_s, options.port);
    return Status::failed;
}

[[nodiscard]] Status report_refusal(std::size_t number) {
    fmt::print(stderr, "stapel module text: expected command {} to be carried out, found an error in its answer: 03 no "
                       "such setting, 04 a wrong length, 05 a wrong value, 06 no such command\n", number);
    return Status::failed;
}

/// A command that is refused does not keep the others back, one without an answer does.
Status send_all(const std::vector<std::string>& commands, const PortOptions& options) {
    Port port(options.port);
    Status status = Status::ok;
    for (std::size_t number = 1; number <= commands.size(); ++number) {
        const auto outcome = send(port.client(), commands[number - 1], std::chrono::seconds(options.wait_s));
        if (outcome == Outcome::silent) return report_silence(number, options);
        if (outcome == Outcome::refused) status = report_refusal(number);
    }
    return status;
}

}  // namespace

Status show_module_status(const PortOptions& options) {
    check_device_address(options.port);
    check_secret("--password", "admin_password", options.password);
    return guarded("module status", [&options] {
        Port port(options.port);
        const module::Status status = read_status(port.client(), options);
        fmt::print("{}", options.json ? module_status_json(status) : module_status_text(status));
        return Status::ok;
    });
}

Status send_module_text(const PortOptions& options) {
    check_device_address(options.port);
    const auto commands = commands_from_input();
    return guarded("module text", [&] { return send_all(commands, options); });
}

}  // namespace stapel::cli
