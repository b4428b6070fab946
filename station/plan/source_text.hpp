#pragma once

#include "station/plan/problem.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stapel::plan {

/// The bytes of the file that `problems` speaks of; none (and a problem) when it cannot be read, is longer than 1 MiB,
/// or is no UTF-8 text.
[[nodiscard]] std::optional<std::string> read_source(Problems& problems);

/// What follows the mark EF BB BF that some editors put at the start.
[[nodiscard]] std::string_view without_byte_order_mark(std::string_view text);

/// Turns places whose columns count bytes into places whose columns count characters.
class Columns {
public:
    explicit Columns(std::string_view text);

    [[nodiscard]] Place in_characters(const Place& in_bytes) const;

private:
    std::vector<std::size_t> line_starts_;
    std::vector<std::size_t> continuations_;  ///< bytes that begin no character, before each position
};

}  // namespace stapel::plan
