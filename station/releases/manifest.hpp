#pragma once

#include "station/crypto/ed25519.hpp"
#include "station/plan/document.hpp"
#include "station/releases/station_version.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stapel::releases {

// A release is a folder: `manifest.yaml`, its signature over all of that file's bytes, and one file of raw bytes a
// region.
constexpr std::string_view manifest_name = "manifest.yaml", signature_name = "manifest.sig";

/// Bytes that belong together into the flash.
struct Region {
    std::uint32_t address = 0;
    std::uint32_t length = 0;  ///< bytes, at least one
    std::string sha256;        ///< 64 lower-case hex digits
};
/// `region-08000000.bin`
[[nodiscard]] std::string file_of(const Region& region);

/// What a release says of itself.
struct Manifest {
    std::string release;               ///< its name, and that of its folder
    std::string version;               ///< as people count
    std::vector<std::string> modules;  ///< types that it is for, at least one
    std::string firmware;              ///< the version text in the image's header
    std::vector<std::string> chips;    ///< names of the table of chips, at least one
    Version minimum_station{};         ///< no older program may flash it
    std::string notes;                 ///< one line; may be empty
    crypto::PublicKey key{};           ///< that it is signed with
    std::vector<Region> regions;       ///< by address, not overlapping, at least one
};

[[nodiscard]] std::string to_yaml(const Manifest& manifest);

/// The manifest of a file; every mistake goes to `problems`, and then there is none.
[[nodiscard]] std::optional<Manifest> read_manifest(const plan::Node& root, plan::Problems& problems);
/// The key that the file names, whatever else is wrong with it.
[[nodiscard]] std::optional<crypto::PublicKey> peek_key(const plan::Document& document);

/// May stand in a manifest as a release's version: letters, digits, `.`, `-` and `_`, up to 40.
[[nodiscard]] bool is_version_text(std::string_view text);

}  // namespace stapel::releases
