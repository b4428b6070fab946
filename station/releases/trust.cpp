#include "station/releases/trust.hpp"

#include "station/base/file_rights.hpp"
#include "station/plan/fields.hpp"
#include "station/releases/hash_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace stapel::releases {
namespace {

using plan::Fields;
using plan::Node;
using plan::Problems;

constexpr std::array file_keys = std::to_array<std::string_view>({"keys", "releases"});
constexpr std::array key_keys = std::to_array<std::string_view>({"name", "role", "public_key", "revoked"});
constexpr std::array release_keys = std::to_array<std::string_view>({"release", "sha256"});

void read_public_key(const Node& node, TrustedKey& key, Problems& problems) {
    const auto text = plan::read_text(node, "a public key", problems);
    if (!text) return;
    if (const auto parsed = crypto::parse_public_key(*text)) key.key = *parsed;
    else
        problems.add(node.place, {"the 60 characters of a public key for Ed25519", plan::describe(node),
                                  "write the middle line of what `openssl pkey -in KEY -pubout` prints"});
}

TrustedKey read_key(const Node& node, const Trust& before, Problems& problems) {
    const Fields fields(node, "a key", key_keys, problems);
    TrustedKey key;
    if (const Node* name = fields.require("name", "whose key it is"))
        key.name = plan::read_name(*name, "a name", problems).value_or("");
    if (const Node* role = fields.require("role", "what it may sign, such as release"))
        key.role = plan::read_name(*role, "a role", problems).value_or("");
    if (const Node* text = fields.require("public_key", "the key, in quotes")) read_public_key(*text, key, problems);
    if (const Node* revoked = fields.find("revoked")) {
        key.revoked = plan::read_text(*revoked, "why the key is revoked", problems).value_or("");
        if (key.revoked.empty()) key.revoked = "without a reason";
    }
    const auto twice = [&](const TrustedKey& other) { return other.name == key.name || other.key == key.key; };
    if (std::ranges::any_of(before.keys, twice))
        problems.add(node.place, {"every name and every key once", fmt::format("{} again", plan::quoted(key.name)),
                                  "remove one of the two lines"});
    return key;
}

AllowedRelease read_release(const Node& node, const Trust& before, Problems& problems) {
    const Fields fields(node, "a release", release_keys, problems);
    AllowedRelease allowed;
    if (const Node* name = fields.require("release", "the release's name"))
        allowed.name = plan::read_release_name(*name, problems).value_or("");
    if (const Node* hash = fields.require("sha256", "the SHA-256 of its manifest.yaml, in quotes"))
        allowed.sha256 = read_hash(*hash, problems);
    if (std::ranges::find(before.releases, allowed.name, &AllowedRelease::name) != before.releases.end())
        problems.add(node.place, {"every release once", fmt::format("{} again", plan::quoted(allowed.name)),
                                  "remove one of the two lines"});
    return allowed;
}

}  // namespace

LoadedTrust load_trust(const std::string& file) {
    Problems problems(file);
    const auto document = plan::Document::read(problems);
    if (document.root() == nullptr) return {std::nullopt, problems.in_order()};
    if (others_may_write(file))
        problems.add({}, {"a file that only its owner may write", "one that others may write",
                          fmt::format("chmod go-w {}", file)});
    Trust trust{.file = file, .keys = {}, .releases = {}};
    const Fields fields(*document.root(), "a trust file", file_keys, problems);
    if (const Node* keys = fields.require("keys", "a list of `{name: NAME, role: release, public_key: \"KEY\"}`"))
        for (const Node* item :
             plan::read_list(*keys, "lines `- {name: NAME, role: release, public_key: \"KEY\"}`", problems))
            trust.keys.push_back(read_key(*item, trust, problems));
    if (const Node* releases = fields.find("releases"))
        for (const Node* item : plan::read_list(*releases, "lines `- {release: NAME, sha256: \"HASH\"}`", problems))
            trust.releases.push_back(read_release(*item, trust, problems));
    if (!problems.empty()) return {std::nullopt, problems.in_order()};
    return {std::move(trust), {}};
}

}  // namespace stapel::releases
