#pragma once

#include "station/releases/make.hpp"
#include "station/releases/verify.hpp"
#include "tests/station/plan/files.hpp"

#include <string>
#include <vector>

namespace stapel::releases::test {

/// A key of its own for every seed.
[[nodiscard]] crypto::PrivateKey key_of(char seed);

/// A station's folder of releases with one release, nb02-5.24, signed by the key of seed `a`, whom its list trusts.
class Store {
public:
    Store();

    plan::test::Folder folder;
    std::string path = folder.path("");
    Trust trust{.file = "trust.yaml", .keys = {}, .releases = {}};

    [[nodiscard]] std::string release() const { return folder.path("nb02-5.24"); }
    [[nodiscard]] std::string file(const std::string& name) const { return release() + "/" + name; }
    [[nodiscard]] Verification verify(const std::string& program_version = "0.1.0") const;
    /// `FILE expected ..., found ...: advice`, the file without its folder.
    [[nodiscard]] std::vector<std::string> findings() const;
    /// Puts another manifest under a right signature by that key.
    void sign(const std::string& manifest, const crypto::PrivateKey& key) const;
};

/// An image of 1 KiB for both chips with the header of that module type, and a second block far behind.
[[nodiscard]] flasher::ImageFile image_for(const std::string& module);
[[nodiscard]] Order order_for(const std::string& folder);

[[nodiscard]] std::string content_of(const std::string& file);
void write(const std::string& file, std::string_view content);

}  // namespace stapel::releases::test
