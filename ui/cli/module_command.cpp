#include "ui/cli/module_command.hpp"

#include "ui/cli/meter_check.hpp"

#include <memory>

namespace stapel::cli {
namespace {

struct ModuleOptions {
    std::string file, secrets, hex;
    bool json = false;
    PortOptions port;
};
using Options = std::shared_ptr<ModuleOptions>;

void add_keys(session::Command& settings, const Options& options) {
    auto sub = settings.subcommand("keys", "List every setting: id, key, kind, length, values, default");
    sub.footer("Example: stapel module settings keys --json");
    sub.flag("--json", options->json, "Print JSON");
    sub.does([options] { return print_setting_keys(options->json); });
}

void add_check(session::Command& settings, const Options& options) {
    auto sub = settings.subcommand("check", "Check a settings file; every mistake with its line and column");
    sub.footer("Example: stapel module settings check order-17.yaml");
    sub.option("FILE", options->file, "Settings, YAML: `key: value` lines").required();
    sub.does([options] { return check_settings_file(options->file); });
}

void add_encode(session::Command& settings, const Options& options) {
    auto sub = settings.subcommand(
        "encode", "Print the messages that bring a module to these settings, one a line in hex, each fit for an SMS");
    sub.footer("A key left out means its default. The module's password of now is the key current_password in the "
                "file,\n12345678 when left out.\n\nExample: stapel module settings encode order-17.yaml");
    sub.option("FILE", options->file, "Settings, YAML: `key: value` lines").required();
    sub.option("--secrets", options->secrets, "YAML file with the secrets that the settings name, mode 0600")
        .type_name("FILE");
    sub.does([options] { return encode_settings_file(options->file, options->secrets); });
}

void add_decode(session::Command& settings, const Options& options) {
    auto sub = settings.subcommand("decode", "Explain a settings message or a module's answer to one");
    sub.footer("Passwords in the message are shown.\n\n"
                "Example: stapel module settings decode 01313233343536373802172201021A");
    sub.option("HEX", options->hex, "The message in hex, with or without its SLIP frame").required();
    sub.flag("--json", options->json, "Print JSON");
    sub.does([options] { return decode_settings(options->hex, options->json); });
}

void add_settings(session::Command& module, const Options& options) {
    auto settings = module.subcommand("settings", "Settings without a module: keys, files, messages");
    settings.footer("Example: stapel module settings keys");
    settings.require_subcommand();
    add_keys(settings, options);
    add_check(settings, options);
    add_encode(settings, options);
    add_decode(settings, options);
}

void add_port(session::Command& sub, const Options& options) {
    sub.option("--port", options->port.port, "Address of the module's meter port: serial:..., pty:..., tcp:...")
        .required();
}

void add_status(session::Command& module, const Options& options) {
    auto sub = module.subcommand("status", "Ask a module for its status over its meter port");
    sub.footer("Example: stapel module status --port serial:/dev/ttyUSB0 --extended");
    add_port(sub, options);
    sub.flag("--extended", options->port.extended, "Also signal, display, IMEI, IP, IPv6 and ICCID");
    sub.option("--password", options->port.password, "The module's administrator password").default_shown();
    sub.flag("--json", options->port.json, "Print JSON");
    sub.does([options] { return show_module_status(options->port); });
}

void add_text(session::Command& module, const Options& options) {
    auto sub = module.subcommand("text", "Send text commands from standard input to a module's meter port");
    sub.footer("A line is PASSWORD COMMAND PARAMETERS, as in an SMS. A wrong password gets no answer.\n\n"
                "Example: stapel module text --port serial:/dev/ttyUSB0 <<< '12345678 NETWORK'");
    add_port(sub, options);
    sub.option("--wait", options->port.wait_s, "Seconds to wait for an answer").default_shown().range(1, 300);
    sub.does([options] { return send_module_text(options->port); });
}

}  // namespace

void add_module_command(session::Command& program) {
    auto command = program.subcommand("module", "Settings, status and text commands of a module, and what its meter must be set to");
    command.footer("Example: stapel module status --port serial:/dev/ttyUSB0 --extended");
    command.require_subcommand();
    const auto options = std::make_shared<ModuleOptions>();
    add_settings(command, options);
    add_status(command, options);
    add_text(command, options);
    add_meter_check(command);
}

}  // namespace stapel::cli
