#pragma once

#include "station/plan/document.hpp"
#include "station/plan/units.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace stapel::plan {

// Strict readers of YAML nodes. Each one either answers or leaves a problem at the node's place and answers nothing.

/// The entries of a map with a known set of keys.
class Fields {
public:
    /// Reports a node that is no map and keys that are not in `known`; `what` names the map in messages (`a step`).
    Fields(const Node& node, std::string_view what, std::span<const std::string_view> known, Problems& problems);

    /// The value of a key, or null when it is left out.
    [[nodiscard]] const Node* find(std::string_view key) const;

    /// The same; reports a key that is left out. `expected` says what its value would be.
    [[nodiscard]] const Node* require(std::string_view key, std::string_view expected) const;

private:
    const Node& node_;
    Problems& problems_;
};

/// `nothing`, `a list`, `a map`, `"text"`, `the number 5`: what stands there, for messages.
[[nodiscard]] std::string describe(const Node& node);

/// True for a plain scalar that YAML readers take for a number, a boolean or nothing.
[[nodiscard]] bool looks_like_no_text(const Node& node);

/// A text. A plain `777777` or `no` is none: it wants quotes.
[[nodiscard]] std::optional<std::string> read_text(const Node& node, std::string_view what, Problems& problems);

/// The same for passwords and PINs: no message shows what stands there.
[[nodiscard]] std::optional<std::string> read_confidential(const Node& node, std::string_view what, Problems& problems);

/// A text that is not empty and made of a-z, 0-9 and hyphens.
[[nodiscard]] std::optional<std::string> read_name(const Node& node, std::string_view what, Problems& problems);

/// `nb02-5.24`: the name of a release and of its folder, of a-z, 0-9, hyphens and points, not with a point first.
[[nodiscard]] std::optional<std::string> read_release_name(const Node& node, Problems& problems);
[[nodiscard]] bool is_release_name(std::string_view text);

/// One of some words.
[[nodiscard]] std::optional<std::string> read_word(const Node& node, std::span<const std::string_view> words,
                                                   Problems& problems);

struct IntegerRange {
    long min, max;
};
/// A whole decimal number without quotes.
[[nodiscard]] std::optional<long> read_integer(const Node& node, IntegerRange range, Problems& problems);

/// A number of bytes, decimal or with `0x` in base 16, without quotes.
[[nodiscard]] std::optional<std::uint32_t> read_offset(const Node& node, Problems& problems);

/// `true` or `false`.
[[nodiscard]] std::optional<bool> read_boolean(const Node& node, Problems& problems);

/// A number with a unit of the same dimension as `unit`, such as `5 mA`; a bare number when `unit` has no name.
[[nodiscard]] std::optional<Quantity> read_quantity(const Node& node, const Unit& unit, Problems& problems);

/// The items of a list; empty when it is none. `example` shows what was wanted.
[[nodiscard]] std::span<const Node* const> read_list(const Node& node, std::string_view example, Problems& problems);

}  // namespace stapel::plan
