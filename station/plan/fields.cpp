#include "station/plan/fields.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stapel::plan {
namespace {

/// Longer lists of keys make a message that nobody reads.
constexpr std::size_t longest_list = 14;

}  // namespace

Fields::Fields(const Node& node, std::string_view what, std::span<const std::string_view> known, Problems& problems)
    : node_(node), problems_(problems) {
    if (node.kind != Node::Kind::map) {
        problems.add(node.place, {fmt::format("{}: a map of keys and values", what), describe(node),
                                  fmt::format("write the keys of {}: {}", what, one_of(known))});
        return;
    }
    for (const auto& [key, value] : node.entries) {
        if (std::ranges::find(known, key->text) != known.end()) continue;
        const std::string none = known.empty() ? "remove it: there are no keys here"
                                 : known.size() > longest_list
                                     ? std::string("remove it")
                                     : fmt::format("remove it; the keys are {}", one_of(known));
        problems.add(key->place, {fmt::format("a key of {}", what), quoted(key->text),
                                  advise_nearest(key->text, known, none)});
    }
}

const Node* Fields::find(std::string_view key) const {
    const auto found = std::ranges::find_if(node_.entries, [key](const auto& entry) { return entry.first->text == key; });
    return found == node_.entries.end() ? nullptr : found->second;
}

const Node* Fields::require(std::string_view key, std::string_view expected) const {
    const Node* value = find(key);
    if (value == nullptr && node_.kind == Node::Kind::map)
        problems_.add(node_.place, {fmt::format("the key {}", key), "none", fmt::format("add `{}:` with {}", key, expected)});
    return value;
}

std::span<const Node* const> read_list(const Node& node, std::string_view example, Problems& problems) {
    if (node.kind != Node::Kind::list)
        problems.add(node.place, {"a list", describe(node), fmt::format("write it as {}", example)});
    return node.items;
}

}  // namespace stapel::plan
