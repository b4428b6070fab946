#pragma once

#include "station/base/bytes.hpp"

#include <cstddef>

namespace stapel::crypto {

/// Bytes that nobody can foretell.
[[nodiscard]] Bytes random_bytes(std::size_t count);

}  // namespace stapel::crypto
