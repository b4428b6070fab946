#include "tests/station/releases/release_rig.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <filesystem>

using namespace stapel;
using namespace stapel::releases;
using namespace stapel::releases::test;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

const std::vector<std::string> files{"manifest.yaml", "manifest.sig", "region-08000000.bin", "region-08010000.bin"};

std::string replaced(std::string text, const std::string& old, const std::string& fresh) {
    const auto at = text.find(old);
    REQUIRE(at != std::string::npos);
    return text.replace(at, old.size(), fresh);
}

/// The only finding after the manifest was changed and signed again by the right key.
std::string finding_with(const std::string& old, const std::string& fresh) {
    const Store store;
    store.sign(replaced(content_of(store.file("manifest.yaml")), old, fresh), key_of('a'));
    const auto findings = store.findings();
    CHECK(findings.size() == 1);
    return findings.empty() ? "" : findings.front();
}

}  // namespace

TEST_CASE("a release that nobody touched is proven and gives its image back") {
    const Store store;
    const auto proven = store.verify();
    CHECK(store.findings().empty());
    REQUIRE(proven.release);
    CHECK(proven.release->image.image.blocks() == image_for("NB02").image.blocks());
    CHECK(proven.release->signer == "ivanova");
    CHECK(proven.release->sha256.size() == 64);
    const Manifest& manifest = proven.release->manifest;
    CHECK(manifest.chips == std::vector<std::string>{"stm32f405", "stm32l476"});
    CHECK(manifest.notes == "for \"tests\" \\ ГОДЕН");
    CHECK(manifest.firmware == "v04v5.24");
}

TEST_CASE("every byte of every file is proven") {
    for (const std::string& name : files) {
        const Store store;
        const std::string whole = content_of(store.file(name));
        for (std::size_t at = 0; at < whole.size(); ++at) {
            std::string changed = whole;
            changed[at] = static_cast<char>(changed[at] ^ 1);
            write(store.file(name), changed);
            INFO(name << " byte " << at);
            REQUIRE_FALSE(store.verify().release);
        }
        write(store.file(name), whole + '\n');
        CHECK_FALSE(store.verify().release);
        write(store.file(name), whole.substr(0, whole.size() - 1));
        CHECK_FALSE(store.verify().release);
        std::filesystem::remove(store.file(name));
        CHECK_FALSE(store.verify().release);
    }
}

TEST_CASE("a change is told with what was expected, what was found and what to do") {
    const Store store;
    write(store.file("region-08010000.bin"), "wow");
    CHECK_THAT(store.findings().at(0), StartsWith("region-08010000.bin expected SHA-256 ") &&
                                           Contains("the file was changed: copy the release again"));
    write(store.file("region-08010000.bin"), "ww");
    CHECK(store.findings().at(0) == "region-08010000.bin expected 3 bytes, found 2: copy the release again");
    write(store.file("region-08010000.bin"), "wwwww");
    CHECK(store.findings().at(0) == "region-08010000.bin expected 3 bytes, found more: copy the release again");
    std::filesystem::remove(store.file("region-08010000.bin"));
    write(store.file("region-08020000.bin"), "www");
    CHECK(store.findings() ==
          std::vector<std::string>{
              "region-08020000.bin expected no file that the manifest does not name, found one: remove it, or make the "
              "release again",
              "region-08010000.bin expected a region of the release, found no file: copy the release again"});
    write(store.file("manifest.sig"), "short");
    CHECK(
        store.findings() ==
        std::vector<std::string>{"manifest.sig expected the 64 bytes of a signature, found 5: copy the release again"});
}

TEST_CASE("what was changed under a signature is not read any further") {
    const Store store;
    const std::string manifest = content_of(store.file("manifest.yaml"));
    write(store.file("manifest.yaml"), replaced(manifest, "5.24", "5.25"));
    const std::string unsigned_ =
        "manifest.sig expected a signature of manifest.yaml by the key of ivanova, found one that "
        "does not fit: one of the two files was changed: copy the release again";
    CHECK(store.findings() == std::vector<std::string>{unsigned_});
    write(store.file("manifest.yaml"), replaced(manifest, "regions:", "regions: {{"));
    CHECK_THAT(store.findings().at(0), Contains("by a key of trust.yaml, found one that does not fit"));
    CHECK(store.findings().size() == 1);
    write(store.file("manifest.yaml"), "\xFF");
    CHECK(store.findings().size() == 1);
}

TEST_CASE("keys that are unknown, revoked or have another role prove nothing") {
    Store store;
    store.trust.keys[0].revoked = "2026-10-01";
    CHECK(
        store.findings() ==
        std::vector<std::string>{
            "manifest.sig expected a signature by a key that is not revoked, found one by the key of ivanova, revoked: "
            "2026-10-01: have it signed anew with another key"});
    store.trust.keys[0].revoked = {};
    store.trust.keys[0].role = "orders";
    CHECK_THAT(store.findings().at(0),
               Contains("a key with the role release, found one by the key of ivanova with the role orders"));
    store.trust.keys[0] = {.name = "petrov", .role = "release", .key = key_of('b').public_key(), .revoked = {}};
    CHECK_THAT(store.findings().at(0), Contains("a signature by a key of trust.yaml, found the key MCowBQYDK2VwAyEA"));
    store.trust.keys.clear();
    CHECK_FALSE(store.verify().release);
}

TEST_CASE("somebody else's signature is not made right by naming the right key, nor the other way round") {
    Store store;
    const std::string manifest = content_of(store.file("manifest.yaml"));
    store.sign(manifest, key_of('b'));
    CHECK_THAT(store.findings().at(0), Contains("by the key of ivanova, found one that does not fit"));
    const std::string own = crypto::to_text(key_of('a').public_key()),
                      other = crypto::to_text(key_of('b').public_key());
    store.sign(replaced(manifest, own, other), key_of('b'));
    CHECK_THAT(store.findings().at(0), Contains("which is not there"));
    store.sign(replaced(manifest, own, other), key_of('a'));
    CHECK_THAT(store.findings().at(0), Contains("the key of ivanova, which it is signed with, found another key"));
}

TEST_CASE("a release that does not belong here is refused though it is signed") {
    const Store store;
    CHECK(store.verify("0.1.0").release);
    CHECK(store.verify("0.10.0").release);
    CHECK_THAT(
        plan::test::lines_of(store.verify("0.0.9").problems).at(0),
        Contains(
            "this station's version 0.0.9 or older, found one that wants 0.1.0 at least: update the station first"));
    const auto renamed =
        verify({.folder = store.release(), .name = "nb02-6", .trust = store.trust, .program_version = "0.1.0"});
    CHECK_THAT(plan::test::lines_of(renamed.problems).at(0), Contains("the release nb02-6, as its folder is called"));
    CHECK_THAT(finding_with("[NB02]", "[VNB02]"), Contains("NB02 among its modules, as the image's header has it"));
    CHECK_THAT(finding_with("v04v5.24", "v04v5.25"), Contains("firmware \"v04v5.24\", found \"v04v5.25\""));
    CHECK_THAT(finding_with("notes:", "nots:"),
               StartsWith("manifest.yaml expected a key of a manifest, found \"nots\""));
    // half of the bytes under the length and the hash of the half: the image is then not what its header says
    CHECK_THAT(finding_with("length: 1024", "length: 1023"), Contains("1023 bytes, found more"));
}

TEST_CASE("a station flashes what its list names, with that very manifest") {
    const Store store;
    const auto release = store.verify().release;
    REQUIRE(release);
    Trust trust = store.trust;
    CHECK_THAT(not_allowed(trust, *release)->advice,
               Contains("- {release: nb02-5.24, sha256: \"" + release->sha256 + "\"}"));
    trust.releases = {{.name = "nb02-5.24", .sha256 = std::string(64, '0')}};
    CHECK_THAT(not_allowed(trust, *release)->expected, Contains(std::string(64, '0')));
    trust.releases[0].sha256 = release->sha256;
    CHECK_FALSE(not_allowed(trust, *release));
}

TEST_CASE("a release is opened from the station's folder with the list beside it") {
    const Store store;
    CHECK_FALSE(open_release(store.path, "nb02-5.24", "0.1.0").release);
    const auto list = [&](std::string_view releases) {
        store.folder.write("trust.yaml",
                           fmt::format("keys:\n  - {{name: ivanova, role: release, public_key: \"{}\"}}\n{}",
                                       crypto::to_text(key_of('a').public_key()), releases));
    };
    list("");
    CHECK_THAT(plan::test::lines_of(open_release(store.path, "nb02-5.24", "0.1.0").problems).at(0),
               Contains("the release nb02-5.24 under `releases:`, found none"));
    list(fmt::format("releases:\n  - {{release: nb02-5.24, sha256: \"{}\"}}\n", store.verify().release->sha256));
    CHECK(open_release(store.path, "nb02-5.24", "0.1.0").release);
    CHECK_FALSE(open_release(store.path, "nb02-5.25", "0.1.0").release);
    CHECK_FALSE(open_release(store.path, "nb02-5.24", "0.0.1").release);
}
