#pragma once

#include "fixtures/meter/hdlc_frame.hpp"
#include "ui/cli/commands.hpp"

#include <cstdint>
#include <string>

namespace stapel::cli {

/// How a meter is reached through a probe, and its secrets: what all commands that speak to a meter have in common.
struct MeterOptions {
    MeterOptions();  ///< with the factory's secrets

    std::string port, address, dlms_address = "1/16", password, dlms_password, key;
    std::uint32_t baud = 9600;
};

void add_meter_options(session::Command& sub, MeterOptions& options);
/// `UsageError` naming the option that is wrong.
void check(const MeterOptions& options);
/// Logical and physical device of `--dlms-address`, which was checked.
[[nodiscard]] meter::HdlcAddress server_of(const MeterOptions& options);

}  // namespace stapel::cli
