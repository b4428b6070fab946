#pragma once

#include "flasher/image/image_file.hpp"
#include "station/releases/manifest.hpp"
#include "station/releases/trust.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stapel::releases {

/// A release that was proven.
struct Release {
    Manifest manifest;
    std::string sha256;  ///< of its manifest, which has those of all regions in it
    std::string signer;  ///< the key's name in the list of trusted ones
    flasher::ImageFile image;
};

struct Verification {
    std::optional<Release> release;  ///< only when there are no problems
    std::vector<plan::Problem> problems;
};

struct Question {
    std::string folder;
    std::string name;  ///< the release's; its folder may stand under another one while it is made
    const Trust& trust;
    std::string_view program_version;  ///< of this program
};

/// Proves a release: signed by a trusted key with the role `release` that is not revoked, every region there, byte for
/// byte, no other file beside them, an image for the module types and chips that it names, not too new for this
/// program. Finds everything that is wrong in one pass; but what nobody trusted has signed is not looked at. Does not
/// throw on bad input.
[[nodiscard]] Verification verify(const Question& question);

/// Whether the station may flash it: on the list of releases, and with that very manifest. Else why not.
[[nodiscard]] std::optional<plan::Problem> not_allowed(const Trust& trust, const Release& release);

/// The release of that name in a station's folder, proven and allowed; `trust.yaml` lies beside the releases.
[[nodiscard]] Verification open_release(const std::string& store, const std::string& name,
                                        std::string_view program_version);

/// `trust.yaml` of a station's folder of releases.
[[nodiscard]] std::string trust_file(const std::string& store);

}  // namespace stapel::releases
