#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace stapel::cli {

/// As every command prints JSON: two blanks a level, a line feed at the end. Text from outside may be no UTF-8; what is
/// none is replaced.
[[nodiscard]] inline std::string json_text(const nlohmann::ordered_json& json) {
    return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace stapel::cli
