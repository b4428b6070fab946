#pragma once

#include "station/crypto/ed25519.hpp"
#include "station/plan/problem.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stapel::releases {

/// What a key must be allowed to do before its signature counts under a release.
constexpr std::string_view release_role = "release";

struct TrustedKey {
    std::string name;  ///< whose it is
    std::string role;
    crypto::PublicKey key{};
    std::string revoked;  ///< why it counts no longer; empty while it does
};

/// One line of the list of releases that a station flashes.
struct AllowedRelease {
    std::string name;
    std::string sha256;  ///< of its manifest
};

/// `trust.yaml`: whose signatures a station believes, and which releases it flashes.
struct Trust {
    std::string file;
    std::vector<TrustedKey> keys;
    std::vector<AllowedRelease> releases;
};

struct LoadedTrust {
    std::optional<Trust> trust;  ///< only when there are no problems
    std::vector<plan::Problem> problems;
};

/// Reads and checks the list; finds every mistake in one pass. A file that others than its owner may write is a
/// mistake: it says whom to believe. Does not throw on bad input.
[[nodiscard]] LoadedTrust load_trust(const std::string& file);

}  // namespace stapel::releases
