#pragma once

#include "firmware/module/store.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>

/// Contents for the store in which every byte differs from those of another seed; no settings that mean anything.
inline stapel::firmware::Stored stored_of(std::uint8_t seed) {
    stapel::firmware::Stored stored{};
    for (std::size_t at = 0; at < sizeof stored.settings.bytes; ++at)
        stored.settings.bytes[at] = static_cast<std::uint8_t>(at * 7 + seed * 31U);
    stored.applied_set = 0x01010101U * seed;
    return stored;
}

inline bool same(const stapel::firmware::Stored& left, const stapel::firmware::Stored& right) {
    return std::memcmp(left.settings.bytes, right.settings.bytes, sizeof left.settings.bytes) == 0 &&
           left.applied_set == right.applied_set;
}
