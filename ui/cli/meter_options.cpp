#include "ui/cli/meter_options.hpp"

#include "station/base/characters.hpp"
#include "ui/cli/module_device.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <vector>

namespace stapel::cli {
namespace {

// Baud characters 0 to 6 of protocols 1.2.
const std::vector<std::string> baud_rates{"300", "600", "1200", "2400", "4800", "9600", "19200"};

std::optional<std::uint16_t> number_in(std::string_view text, std::uint16_t most) {
    std::uint16_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole && number > 0 && number <= most ? std::optional(number) : std::nullopt;
}

/// `PHYSICAL` of logical device 1, or `LOGICAL/PHYSICAL`; what is reserved for no and for all devices is none.
std::optional<meter::HdlcAddress> server_in(std::string_view text) {
    constexpr std::uint16_t most = 0x3FFD, usual_logical = 1;  // protocols 2.1
    const std::size_t slash = text.find('/');
    const auto physical = number_in(text.substr(slash == std::string_view::npos ? 0 : slash + 1), most);
    const auto logical = slash == std::string_view::npos ? usual_logical : number_in(text.substr(0, slash), most);
    if (!physical || !logical) return std::nullopt;
    return meter::server_address(*logical, *physical);
}

}  // namespace

MeterOptions::MeterOptions()
    : password(factory_value("meter_password")), dlms_password(factory_value("dlms_password")),
      key(factory_value("dlms_key")) {}

void add_meter_options(session::Command& sub, MeterOptions& options) {
    sub.option("--port", options.port, "Address of the optical probe: serial:..., pty:..., tcp:...").required();
    sub.option("--address", options.address, "The meter's IEC address; none = whichever meter is there");
    sub.option("--dlms-address", options.dlms_address, "The meter's HDLC address: PHYSICAL or LOGICAL/PHYSICAL")
        .default_shown();
    sub.option("--baud", options.baud, "Start speed of the optical port").default_shown().one_of(baud_rates);
    sub.option("--password", options.password, "The meter's administrator password (IEC 62056-21, P1)")
        .default_shown();
    sub.option("--dlms-password", options.dlms_password, "Password of the reader, client 32 of a SPODES meter")
        .default_shown();
    sub.option("--key", options.key, "Key of the configurator, client 48 of a SPODES meter").default_shown();
}

void check(const MeterOptions& options) {
    check_device_address(options.port);
    check_secret("--password", "meter_password", options.password);
    check_secret("--dlms-password", "dlms_password", options.dlms_password);
    check_secret("--key", "dlms_key", options.key);
    constexpr std::size_t longest_address = 32;  // protocols 1.2
    const auto fits = [](char character) { return is_alphanumeric(character) || character == ' '; };
    if (options.address.size() > longest_address || !std::ranges::all_of(options.address, fits))
        throw UsageError(fmt::format("--address: expected at most {} letters, digits and spaces, found '{}': write the "
                                     "meter's IEC address, often the last nine digits of its serial number",
                                     longest_address, options.address));
    if (!server_in(options.dlms_address))
        throw UsageError(fmt::format("--dlms-address: expected a number from 1 to 16381, or two with / between them, "
                                     "found '{}': write the meter's physical address (ADLzz), 16 from the factory",
                                     options.dlms_address));
}

meter::HdlcAddress server_of(const MeterOptions& options) { return *server_in(options.dlms_address); }

}  // namespace stapel::cli
