#include "ui/cli/module_command.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace stapel::cli {
namespace {

struct ModuleOptions {
    std::string file, secrets, hex;
    bool json = false;
    PortOptions port;
};
using Options = std::shared_ptr<ModuleOptions>;

void add_keys(CLI::App& settings, const Options& options, Action& action) {
    CLI::App* sub = settings.add_subcommand("keys", "List every setting: id, key, kind, length, values, default");
    sub->footer("Example: stapel module settings keys --json");
    sub->add_flag("--json", options->json, "Print JSON");
    sub->callback([options, &action] { action = [options] { return print_setting_keys(options->json); }; });
}

void add_check(CLI::App& settings, const Options& options, Action& action) {
    CLI::App* sub = settings.add_subcommand("check", "Check a settings file; every mistake with its line and column");
    sub->footer("Example: stapel module settings check order-17.yaml");
    sub->add_option("FILE", options->file, "Settings, YAML: `key: value` lines")->required();
    sub->callback([options, &action] { action = [options] { return check_settings_file(options->file); }; });
}

void add_encode(CLI::App& settings, const Options& options, Action& action) {
    CLI::App* sub = settings.add_subcommand(
        "encode", "Print the messages that bring a module to these settings, one a line in hex, each fit for an SMS");
    sub->footer("A key left out means its default. The module's password of now is the key current_password in the "
                "file,\n12345678 when left out.\n\nExample: stapel module settings encode order-17.yaml");
    sub->add_option("FILE", options->file, "Settings, YAML: `key: value` lines")->required();
    sub->add_option("--secrets", options->secrets, "YAML file with the secrets that the settings name, mode 0600")
        ->type_name("FILE");
    sub->callback([options, &action] {
        action = [options] { return encode_settings_file(options->file, options->secrets); };
    });
}

void add_decode(CLI::App& settings, const Options& options, Action& action) {
    CLI::App* sub = settings.add_subcommand("decode", "Explain a settings message or a module's answer to one");
    sub->footer("Passwords in the message are shown.\n\n"
                "Example: stapel module settings decode 01313233343536373802172201021A");
    sub->add_option("HEX", options->hex, "The message in hex, with or without its SLIP frame")->required();
    sub->add_flag("--json", options->json, "Print JSON");
    sub->callback([options, &action] {
        action = [options] { return decode_settings(options->hex, options->json); };
    });
}

void add_settings(CLI::App& module, const Options& options, Action& action) {
    CLI::App* settings = module.add_subcommand("settings", "Settings without a module: keys, files, messages");
    settings->footer("Example: stapel module settings keys");
    settings->require_subcommand(1);
    add_keys(*settings, options, action);
    add_check(*settings, options, action);
    add_encode(*settings, options, action);
    add_decode(*settings, options, action);
}

void add_port(CLI::App& sub, const Options& options) {
    sub.add_option("--port", options->port.port, "Address of the module's meter port: serial:..., pty:..., tcp:...")
        ->required();
}

void add_status(CLI::App& module, const Options& options, Action& action) {
    CLI::App* sub = module.add_subcommand("status", "Ask a module for its status over its meter port");
    sub->footer("Example: stapel module status --port serial:/dev/ttyUSB0 --extended");
    add_port(*sub, options);
    sub->add_flag("--extended", options->port.extended, "Also signal, display, IMEI, IP, IPv6 and ICCID");
    sub->add_option("--password", options->port.password, "The module's administrator password")->capture_default_str();
    sub->add_flag("--json", options->port.json, "Print JSON");
    sub->callback([options, &action] { action = [options] { return show_module_status(options->port); }; });
}

void add_text(CLI::App& module, const Options& options, Action& action) {
    CLI::App* sub = module.add_subcommand("text", "Send text commands from standard input to a module's meter port");
    sub->footer("A line is PASSWORD COMMAND PARAMETERS, as in an SMS. A wrong password gets no answer.\n\n"
                "Example: stapel module text --port serial:/dev/ttyUSB0 <<< '12345678 NETWORK'");
    add_port(*sub, options);
    sub->add_option("--wait", options->port.wait_s, "Seconds to wait for an answer")
        ->capture_default_str()
        ->check(CLI::Range(1, 300));
    sub->callback([options, &action] { action = [options] { return send_module_text(options->port); }; });
}

}  // namespace

void add_module_command(CLI::App& app, Action& action) {
    CLI::App* command = app.add_subcommand("module", "Settings, status and text commands of a module");
    command->footer("Example: stapel module status --port serial:/dev/ttyUSB0 --extended");
    command->require_subcommand(1);
    const auto options = std::make_shared<ModuleOptions>();
    add_settings(*command, options, action);
    add_status(*command, options, action);
    add_text(*command, options, action);
}

}  // namespace stapel::cli
