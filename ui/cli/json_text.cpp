#include "ui/cli/json_text.hpp"

namespace stapel::cli {
namespace {

constexpr auto replace = nlohmann::ordered_json::error_handler_t::replace;

}  // namespace

std::string json_text(const nlohmann::ordered_json& json) { return json.dump(2, ' ', false, replace) + "\n"; }

nlohmann::ordered_json known(const std::string& text) {
    return text.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(text);
}

std::string json_line(const nlohmann::ordered_json& json) { return json.dump(-1, ' ', false, replace); }

}  // namespace stapel::cli
