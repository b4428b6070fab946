#pragma once

#include "flasher/image/image_file.hpp"
#include "station/crypto/ed25519.hpp"
#include "station/plan/problem.hpp"
#include "station/releases/station_version.hpp"

#include <string>
#include <vector>

namespace stapel::releases {

/// What a release is to be made of.
struct Order {
    flasher::ImageFile image;
    std::string version, module, notes;
    std::vector<std::string> chips;  ///< empty: every chip that the image fits
    Version minimum_station{};
    std::string folder;  ///< its last part is the release's name
};

/// Makes the release beside its folder, proves it, and only then gives it its name: nothing half-made is left. What
/// keeps it from being made, all of it; empty when it was made.
[[nodiscard]] std::vector<plan::Problem> make(const Order& order, const crypto::PrivateKey& key);

}  // namespace stapel::releases
