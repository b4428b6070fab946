#pragma once

#include "station/base/failure.hpp"
#include "station/run/fixture_file.hpp"

#include <optional>
#include <string>
#include <vector>

namespace stapel::session {

/// A channel of a fixture and how it is reached.
struct Channel {
    std::optional<int> site;  ///< none for a shared one
    std::string name, address;
};

/// Those of the sites in their order, then the shared ones.
[[nodiscard]] std::vector<Channel> channels_of(const run::FixtureFile& fixture);

/// Is it there only while a module runs its bootloader? Then it may well be missing.
[[nodiscard]] bool comes_and_goes(const Channel& channel);

/// The `tcp:` address of the server that a `usbip:` address names; none for others.
[[nodiscard]] std::optional<std::string> usb_server_of(const Channel& channel);

/// Why the channel cannot be used, as its opening would tell it; none when it can, also when this program uses it already.
/// Opens nothing, so that nothing under way is disturbed.
[[nodiscard]] std::optional<Failure> problem_of(const Channel& channel, const std::string& directory);

}  // namespace stapel::session
