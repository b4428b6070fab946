#pragma once

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace stapel::cli {

// Text from outside may be no UTF-8; what is none is replaced. In a file of their own, for a file that writes JSON out
// itself costs one and a half seconds more of compilation.

/// As every command prints JSON: two blanks a level, a line feed at the end.
[[nodiscard]] std::string json_text(const nlohmann::ordered_json& json);

/// What is not known is null, never left out.
[[nodiscard]] nlohmann::ordered_json known(const std::string& text);  ///< empty = not known
template <typename Value>
[[nodiscard]] nlohmann::ordered_json known(const std::optional<Value>& value) {
    return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
}

/// As one line, without its line feed: one object of JSON Lines.
[[nodiscard]] std::string json_line(const nlohmann::ordered_json& json);

}  // namespace stapel::cli
