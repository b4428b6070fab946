#include "ui/session/command_line.hpp"

#include <CLI/CLI.hpp>

#include <utility>

namespace stapel::session {

Option& Option::required() {
    option_->required();
    return *this;
}

Option& Option::type_name(const std::string& name) {
    option_->type_name(name);
    return *this;
}

Option& Option::range(int least, int most) {
    option_->check(CLI::Range(least, most));
    return *this;
}

Option& Option::range(double least, double most) {
    option_->check(CLI::Range(least, most));
    return *this;
}

Option& Option::one_of(const std::vector<std::string>& choices) {
    option_->check(CLI::IsMember(choices));
    return *this;
}

Option& Option::default_shown() {
    option_->capture_default_str();
    return *this;
}

Option& Option::one_value_a_time() {
    option_->allow_extra_args(false);
    return *this;
}

Option Command::option(const std::string& name, std::string& into, const std::string& what) {
    return Option(*app_->add_option(name, into, what));
}

Option Command::option(const std::string& name, int& into, const std::string& what) {
    return Option(*app_->add_option(name, into, what));
}

Option Command::option(const std::string& name, std::uint32_t& into, const std::string& what) {
    return Option(*app_->add_option(name, into, what));
}

Option Command::option(const std::string& name, double& into, const std::string& what) {
    return Option(*app_->add_option(name, into, what));
}

Option Command::option(const std::string& name, std::optional<std::string>& into, const std::string& what) {
    return Option(*app_->add_option(name, into, what));
}

Option Command::option(const std::string& name, std::optional<double>& into, const std::string& what) {
    return Option(*app_->add_option(name, into, what));
}

Option Command::option(const std::string& name, std::optional<std::uint64_t>& into, const std::string& what) {
    return Option(*app_->add_option(name, into, what));
}

Option Command::option(const std::string& name, std::vector<std::string>& into, const std::string& what) {
    return Option(*app_->add_option(name, into, what));
}

void Command::flag(const std::string& name, bool& into, const std::string& what) { app_->add_flag(name, into, what); }

Command Command::subcommand(const std::string& name, const std::string& what) {
    return {*app_->add_subcommand(name, what), *chosen_};
}

void Command::require_subcommand() { app_->require_subcommand(1); }

void Command::allow_one_subcommand() { app_->require_subcommand(0, 1); }

void Command::footer(const std::string& text) { app_->footer(text); }

void Command::does(Action action) {
    // CLI11 calls the subcommand's callback before the command's.
    app_->callback([chosen = chosen_, action = std::move(action)] {
        if (!*chosen) *chosen = action;
    });
}

void Command::refuse_options_as_values() {
    const auto check = [](const std::string& value) {
        return value.starts_with("--") ? "a value expected, the option " + value + " found" : std::string();
    };
    for (auto* option : app_->get_options()) option->check(check, "");
}

CommandLine::CommandLine(const std::string& about, const std::string& version)
    : app_(std::make_unique<CLI::App>(about)) {
    app_->set_version_flag("--version", version);
}

CommandLine::~CommandLine() = default;

Status CommandLine::carry_out(int argc, char** argv) {
    try {
        app_->parse(argc, argv);
    } catch (const CLI::Success& help) {
        app_->exit(help);
        return Status::ok;
    } catch (const CLI::ParseError& error) {
        app_->exit(error);
        return Status::usage;
    }
    return chosen_();
}

}  // namespace stapel::session
