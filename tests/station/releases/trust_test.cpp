#include "station/releases/trust.hpp"
#include "tests/station/plan/files.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace stapel;
using namespace stapel::releases;
using Catch::Matchers::Contains;
using Lines = std::vector<std::string>;

namespace {

const std::string key = "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=";    // RFC 8410, section 10.1
const std::string other = "MCowBQYDK2VwAyEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
const std::string hash(64, 'a');

LoadedTrust load(const std::string& text) {
    const plan::test::Folder folder;
    return load_trust(folder.write("trust.yaml", text));
}

Lines lines(const std::string& text) { return plan::test::lines_of(load(text).problems); }

std::string key_line(const std::string& name, const std::string& public_key, const std::string& more = "") {
    return "  - {name: " + name + ", role: release, public_key: \"" + public_key + "\"" + more + "}\n";
}

}  // namespace

TEST_CASE("a list of keys and releases is read") {
    const auto loaded = load("keys:\n" + key_line("ivanova", key) + key_line("petrov", other, ", revoked: left") +
                             "releases:\n  - {release: nb02-5.24, sha256: \"" + hash + "\"}\n");
    REQUIRE(loaded.trust);
    REQUIRE(loaded.trust->keys.size() == 2);
    CHECK(crypto::to_text(loaded.trust->keys[0].key) == key);
    CHECK(loaded.trust->keys[0].revoked.empty());
    CHECK(loaded.trust->keys[1].revoked == "left");
    CHECK(loaded.trust->releases.at(0).sha256 == hash);
}

TEST_CASE("every mistake of the list has its place") {
    CHECK_THAT(lines("releases: []\n").at(0), Contains("the key keys"));
    CHECK_THAT(lines("keys:\n" + key_line("a", key.substr(1))).at(0),
               Contains("2:") && Contains("60 characters of a public key"));
    CHECK_THAT(lines("keys:\n" + key_line("a", key) + key_line("b", key)).at(0),
               Contains("3:5") && Contains("every key once"));
    CHECK_THAT(lines("keys:\n" + key_line("a", key) + key_line("a", other)).at(0), Contains("3:5"));
    CHECK_THAT(lines("keys:\n" + key_line("a", key, ", revokd: x")).at(0), Contains("write revoked instead"));
    CHECK(load("keys:\n" + key_line("a", key, ", revoked: ''")).trust->keys[0].revoked == "without a reason");
    CHECK_THAT(lines("keys: []\nreleases:\n  - {release: A, sha256: \"" + hash + "\"}\n").at(0), Contains("3:15"));
    CHECK_THAT(lines("keys: []\nreleases:\n  - {release: a, sha256: \"" + hash.substr(1) + "\"}\n").at(0),
               Contains("64 hex digits"));
    const std::string line = "  - {release: a, sha256: \"" + hash + "\"}\n";
    CHECK_THAT(lines("keys: []\nreleases:\n" + line + line).at(0), Contains("every release once"));
}

TEST_CASE("a list that others may write says nothing") {
    const plan::test::Folder folder;
    const std::string file = folder.write("trust.yaml", "keys: []\n");
    CHECK(load_trust(file).trust);
    for (const auto right : {std::filesystem::perms::group_write, std::filesystem::perms::others_write}) {
        std::filesystem::permissions(file, right, std::filesystem::perm_options::add);
        CHECK_THAT(plan::test::lines_of(load_trust(file).problems).at(0), Contains("chmod go-w"));
        std::filesystem::permissions(file, right, std::filesystem::perm_options::remove);
    }
    CHECK_FALSE(load_trust(folder.path("none.yaml")).trust);
}
