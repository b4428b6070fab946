#include "station/run/run_id.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <random>

namespace stapel::run {

std::string make_run_id(UtcTime time) {
    std::random_device entropy;
    const auto random = [&entropy] { return static_cast<std::uint64_t>(entropy()) << 32 | entropy(); };
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
    const auto stamp = static_cast<std::uint64_t>(ms) & 0xFFFF'FFFF'FFFFU;
    const auto high = random() & 0xFFFU;
    const auto low = random();
    return fmt::format("{:08x}-{:04x}-7{:03x}-{:04x}-{:012x}", stamp >> 16, stamp & 0xFFFFU, high,
                       0x8000U | (low >> 48 & 0x3FFFU), low & 0xFFFF'FFFF'FFFFU);
}

}  // namespace stapel::run
