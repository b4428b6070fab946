#include "station/releases/station_version.hpp"

#include <charconv>
#include <fmt/format.h>

namespace stapel::releases {

std::optional<Version> parse_version(std::string_view text) {
    Version version{};
    for (std::size_t at = 0; at < version.size(); ++at) {
        const std::string_view part = text.substr(0, text.find('.'));
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), version[at]);
        if (part.empty() || error != std::errc{} || end != part.data() + part.size() || version[at] < 0)
            return std::nullopt;
        text.remove_prefix(part.size());
        const bool last = at + 1 == version.size();
        if (text.empty() != last) return std::nullopt;
        if (!last) text.remove_prefix(1);
    }
    return version;
}

std::string to_text(const Version& version) { return fmt::format("{}.{}.{}", version[0], version[1], version[2]); }

}  // namespace stapel::releases
