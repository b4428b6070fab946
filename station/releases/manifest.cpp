#include "station/releases/manifest.hpp"

#include "flasher/chip.hpp"
#include "station/base/characters.hpp"
#include "station/plan/check.hpp"
#include "station/plan/fields.hpp"
#include "station/releases/hash_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace stapel::releases {
namespace {

using plan::Fields;
using plan::Node;
using plan::Problems;

constexpr std::array manifest_keys = std::to_array<std::string_view>(
    {"release", "version", "modules", "firmware", "chips", "minimum_station", "notes", "key", "regions"});
constexpr std::array region_keys = std::to_array<std::string_view>({"address", "length", "sha256"});
constexpr long longest_region = 16 * 1024 * 1024;  // far above any chip's flash

std::string quoted_yaml(std::string_view text) {
    std::string quoted = "\"";
    for (const char character : text) {
        if (character == '"' || character == '\\') quoted += '\\';
        quoted += character;
    }
    return quoted + '"';
}

std::vector<std::string> read_words(const Node& node, std::span<const std::string_view> known, Problems& problems) {
    std::vector<std::string> words;
    for (const Node* item : plan::read_list(node, fmt::format("[{}]", known.front()), problems))
        if (auto word = plan::read_word(*item, known, problems)) words.push_back(std::move(*word));
    if (node.kind == Node::Kind::list && node.items.empty())
        problems.add(node.place, {plan::one_of(known), "an empty list", "name at least one"});
    return words;
}

std::vector<std::string_view> chip_names() {
    std::vector<std::string_view> names;
    for (const flasher::Chip& chip : flasher::all_chips()) names.push_back(chip.name);
    return names;
}

void read_version_text(const Node& node, Manifest& manifest, Problems& problems) {
    manifest.version = plan::read_text(node, "the release's version", problems).value_or("");
    if (!manifest.version.empty() && !is_version_text(manifest.version))
        problems.add(node.place,
                     {"up to 40 letters, digits, '.', '-' and '_'", plan::describe(node), "rename the version"});
}

void read_minimum(const Node& node, Manifest& manifest, Problems& problems) {
    const auto text = plan::read_text(node, "the oldest program that may flash it", problems);
    const auto version = text ? parse_version(*text) : std::nullopt;
    if (version) manifest.minimum_station = *version;
    else if (text) problems.add(node.place, {"a version such as 0.1.0", plan::describe(node), "write three numbers"});
}

void read_key(const Node& node, Manifest& manifest, Problems& problems) {
    const auto text = plan::read_text(node, "a public key", problems);
    const auto key = text ? crypto::parse_public_key(*text) : std::nullopt;
    if (key) manifest.key = *key;
    else if (text)
        problems.add(node.place, {"a public key for Ed25519", plan::describe(node), "make the release again"});
}

std::optional<std::uint32_t> read_address(const Node& node, Problems& problems) {
    const auto text = plan::read_text(node, "an address", problems);
    if (!text) return std::nullopt;
    std::uint32_t address = 0;
    const auto [end, error] = std::from_chars(text->data() + std::min<std::size_t>(2, text->size()),
                                              text->data() + text->size(), address, 16);
    if (text->size() == 10 && text->starts_with("0x") && error == std::errc{} && end == text->data() + text->size())
        return address;
    problems.add(node.place, {"an address such as \"0x08000000\"", plan::describe(node), "make the release again"});
    return std::nullopt;
}

/// Regions come by address and leave each other alone.
void check_order(const Node& node, const Region& region, const std::vector<Region>& before, Problems& problems) {
    const std::uint64_t end = std::uint64_t{region.address} + region.length;
    const std::uint64_t free = before.empty() ? 0 : std::uint64_t{before.back().address} + before.back().length;
    if (region.address >= free && end <= UINT32_MAX) return;
    problems.add(node.place,
                 {fmt::format("a region from 0x{:08X} on that ends below 4 GiB", free),
                  fmt::format("one from 0x{:08X} to 0x{:08X}", region.address, end - 1), "make the release again"});
}

std::optional<Region> read_region(const Node& node, const std::vector<Region>& before, Problems& problems) {
    const Fields fields(node, "a region", region_keys, problems);
    const Node* address = fields.require("address", "where it begins, as \"0x08000000\"");
    const Node* length = fields.require("length", "its number of bytes");
    const Node* hash = fields.require("sha256", "the SHA-256 of its bytes");
    if (address == nullptr || length == nullptr || hash == nullptr) return std::nullopt;
    const auto begin = read_address(*address, problems);
    const auto bytes = plan::read_integer(*length, {1, longest_region}, problems);
    const Region region{begin.value_or(0), static_cast<std::uint32_t>(bytes.value_or(1)), read_hash(*hash, problems)};
    if (!begin || !bytes) return std::nullopt;
    check_order(node, region, before, problems);
    return region;
}

void read_regions(const Node& node, Manifest& manifest, Problems& problems) {
    for (const Node* item :
         plan::read_list(node, "lines `- {address: \"0x08000000\", length: 1, sha256: \"...\"}`", problems))
        if (const auto region = read_region(*item, manifest.regions, problems)) manifest.regions.push_back(*region);
    if (node.kind == Node::Kind::list && node.items.empty())
        problems.add(node.place, {"at least one region", "an empty list", "make the release again"});
}

void read_text_of(const Node& node, std::string_view what, std::string& into, Problems& problems) {
    into = plan::read_text(node, what, problems).value_or("");
}

}  // namespace

std::string file_of(const Region& region) { return fmt::format("region-{:08X}.bin", region.address); }

bool is_version_text(std::string_view text) {
    constexpr std::size_t longest = 40;
    return !text.empty() && text.size() <= longest && std::ranges::all_of(text, [](char c) {
        return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == '_';
    });
}

std::string to_yaml(const Manifest& manifest) {
    std::string text = fmt::format(
        "release: {}\nversion: {}\nmodules: [{}]\nfirmware: {}\nchips: [{}]\nminimum_station: {}\nnotes: {}\nkey: "
        "{}\nregions:\n",
        quoted_yaml(manifest.release), quoted_yaml(manifest.version), fmt::join(manifest.modules, ", "),
        quoted_yaml(manifest.firmware), fmt::join(manifest.chips, ", "), quoted_yaml(to_text(manifest.minimum_station)),
        quoted_yaml(manifest.notes), quoted_yaml(crypto::to_text(manifest.key)));
    for (const Region& region : manifest.regions)
        text += fmt::format("  - {{address: \"0x{:08X}\", length: {}, sha256: \"{}\"}}\n", region.address,
                            region.length, region.sha256);
    return text;
}

std::optional<Manifest> read_manifest(const Node& root, Problems& problems) {
    const Fields fields(root, "a manifest", manifest_keys, problems);
    Manifest manifest;
    if (const Node* name = fields.require("release", "the release's name"))
        manifest.release = plan::read_release_name(*name, problems).value_or("");
    if (const Node* version = fields.require("version", "the release's version"))
        read_version_text(*version, manifest, problems);
    if (const Node* modules = fields.require("modules", "the module types that it is for"))
        manifest.modules = read_words(*modules, plan::module_types(), problems);
    if (const Node* firmware = fields.require("firmware", "the version text of the image's header"))
        read_text_of(*firmware, "the version of the image", manifest.firmware, problems);
    if (const Node* chips = fields.require("chips", "the chips that it is for"))
        manifest.chips = read_words(*chips, chip_names(), problems);
    if (const Node* minimum = fields.require("minimum_station", "the oldest program that may flash it"))
        read_minimum(*minimum, manifest, problems);
    if (const Node* notes = fields.find("notes")) read_text_of(*notes, "notes", manifest.notes, problems);
    if (const Node* key = fields.require("key", "the public key that it is signed with"))
        read_key(*key, manifest, problems);
    if (const Node* regions = fields.require("regions", "the list of regions"))
        read_regions(*regions, manifest, problems);
    if (!problems.empty()) return std::nullopt;
    return manifest;
}

std::optional<crypto::PublicKey> peek_key(const plan::Document& document) {
    if (document.root() == nullptr) return std::nullopt;
    for (const auto& [key, value] : document.root()->entries)
        if (key->text == "key") return crypto::parse_public_key(value->text);
    return std::nullopt;
}

}  // namespace stapel::releases
