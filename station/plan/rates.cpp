#include "station/plan/rates.hpp"

#include <charconv>

namespace stapel::plan {
namespace {

constexpr std::uint32_t slowest = 1200, fastest = 4'000'000;

}  // namespace

std::optional<std::vector<std::uint32_t>> parse_rates(std::string_view text) {
    std::vector<std::uint32_t> rates;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (true) {
        std::uint32_t rate = 0;
        const auto [next, error] = std::from_chars(at, end, rate);
        const bool in_order = rates.empty() || rate < rates.back();
        if (error != std::errc{} || *at == '0' || rate < slowest || rate > fastest || !in_order) return std::nullopt;
        rates.push_back(rate);
        if (next == end) return rates;
        if (*next != ' ') return std::nullopt;
        at = next + 1;
    }
}

}  // namespace stapel::plan
