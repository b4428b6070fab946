#pragma once

#include "ui/session/status.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}

namespace stapel::session {

// What the programs need of CLI11, without its header: that one costs a file that includes it half a minute of
// compilation, so `command_line.cpp` alone does.

/// What the chosen command does; runs after the whole command line was understood.
using Action = std::function<Status()>;

/// An option of a command, for saying more of it; valid as long as its `CommandLine`.
class Option {
public:
    explicit Option(CLI::Option& option) : option_(&option) {}

    Option& required();
    /// What stands for the value in `--help`.
    Option& type_name(const std::string& name);
    /// Both ends are allowed.
    Option& range(int least, int most);
    Option& range(double least, double most);
    Option& one_of(const std::vector<std::string>& choices);
    /// `--help` tells the value that holds when the option is not given.
    Option& default_shown();
    /// An option that may be repeated takes one value each time, not all words up to the next option.
    Option& one_value_a_time();

private:
    CLI::Option* option_;
};

/// A program or one of its (sub)commands; valid as long as its `CommandLine`.
class Command {
public:
    Command(CLI::App& app, Action& chosen) : app_(&app), chosen_(&chosen) {}

    // An option `--name` or, without dashes, a positional. `into` keeps what stands in it when the option is not given,
    // and must live until the command line was read. A vector's option may be repeated.
    Option option(const std::string& name, std::string& into, const std::string& what);
    Option option(const std::string& name, int& into, const std::string& what);
    Option option(const std::string& name, std::uint32_t& into, const std::string& what);
    Option option(const std::string& name, double& into, const std::string& what);
    Option option(const std::string& name, std::optional<std::string>& into, const std::string& what);
    Option option(const std::string& name, std::optional<double>& into, const std::string& what);
    Option option(const std::string& name, std::optional<std::uint64_t>& into, const std::string& what);
    Option option(const std::string& name, std::vector<std::string>& into, const std::string& what);
    void flag(const std::string& name, bool& into, const std::string& what);

    Command subcommand(const std::string& name, const std::string& what);
    /// Without one of its subcommands the command is refused.
    void require_subcommand();
    /// One at most; what is no subcommand is then named in the message.
    void allow_one_subcommand();

    /// The end of `--help`: an example.
    void footer(const std::string& text);
    /// What is done when this command is named, and none of its subcommands that does something itself.
    void does(Action action);

    /// An option whose value was forgotten must not take the next option for it; after all options were added.
    void refuse_options_as_values();

private:
    CLI::App* app_;
    Action* chosen_;
};

/// A whole program's command line.
class CommandLine {
public:
    /// With `--help` and `--version`.
    CommandLine(const std::string& about, const std::string& version);
    ~CommandLine();
    CommandLine(const CommandLine&) = delete;
    CommandLine& operator=(const CommandLine&) = delete;

    [[nodiscard]] Command program() { return {*app_, chosen_}; }

    /// Does what the command line asks for. Help is printed, status 0; a mistake is told on standard error, status 2.
    /// Lets through what the action throws.
    [[nodiscard]] Status carry_out(int argc, char** argv);

private:
    std::unique_ptr<CLI::App> app_;
    Action chosen_;
};

}  // namespace stapel::session
