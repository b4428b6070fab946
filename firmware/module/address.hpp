#pragma once

#include "firmware/module/characters.hpp"

namespace stapel::firmware {

/// An IPv4 address with first octet 1 to 255, or a DNS name of RFC 1123; empty is neither. What has digits and dots
/// only is never a name. Source: protocols 5.4, dialect 1 (id 26).
[[nodiscard]] bool is_address(Slice text);

}  // namespace stapel::firmware
