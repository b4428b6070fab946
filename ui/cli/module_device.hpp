#pragma once

#include "fixtures/transport/stream.hpp"
#include "ui/cli/commands.hpp"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

namespace stapel::cli {

// What the subcommands of `stapel module` that speak to a device have in common.

/// `UsageError` naming `--port` when that is no address.
void check_device_address(const std::string& address);

/// `UsageError` naming `option` when its secret cannot be a value of the setting `key`.
void check_secret(std::string_view option, std::string_view key, const std::string& secret);

/// The factory's value of the setting `key`, a text.
[[nodiscard]] std::string factory_value(std::string_view key);

/// Opens the port; failures are those of `transport::open_stream`.
[[nodiscard]] std::unique_ptr<transport::Stream> open_device(const std::string& address, std::stop_token stop);

/// Carries `work` of `stapel COMMAND` out; what goes wrong becomes a message and an exit status: 1 when the device that
/// was spoken to, a module or a meter, is at fault, 3 when it is its port, 4 after a stop.
[[nodiscard]] Status guarded(std::string_view command, const std::function<Status()>& work);

}  // namespace stapel::cli
