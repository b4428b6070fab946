#pragma once

#include "flasher/image/image_file.hpp"
#include "flasher/module_image.hpp"
#include "fixtures/module/profile.hpp"
#include "station/plan/plan.hpp"
#include "station/releases/verify.hpp"
#include "station/run/keys_file.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace stapel::run {

/// A plan with everything that is read before the first run: hashes, image, secrets. Never changes afterwards.
struct PreparedPlan {
    plan::Plan plan;
    std::string sha256;        ///< of the plan's file, 64 lower-case hex digits
    std::string image_sha256;  ///< of the image's file, or of the release's manifest; empty without one
    std::optional<flasher::ImageFile> image;
    std::optional<flasher::ModuleHeader> header;
    std::vector<std::string> chips{};  ///< that the release is for; empty: the image alone says which it fits
    settings::Profile profile{};  ///< what the module's settings shall be, secrets filled in
    std::string pin{};            ///< of the SIM; empty when the plan has none
    std::map<std::string, std::shared_ptr<const KeyFile>> keys{};  ///< by the name of the plan's unit data
};

/// Reads the image that the plan names. Throws `flasher::ImageError` when it is none for a module.
[[nodiscard]] PreparedPlan prepare(plan::Plan plan);

/// Puts the release that the plan names in place of an image; why it cannot be, in words, empty when it was.
[[nodiscard]] std::vector<plan::Problem> use_release(PreparedPlan& prepared, releases::Release release);

}  // namespace stapel::run
