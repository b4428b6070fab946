#pragma once

#include "firmware/module/characters.hpp"

namespace stapel::firmware {

/// Decodes base64url (RFC 4648, section 5), padded or not, into at most `room` bytes. False when a character is none of
/// its alphabet, the text was cut, its last bits are not zero, or there is not room enough.
[[nodiscard]] bool decode_base64url(Slice text, uint8_t* into, size_t room, size_t& length);

}  // namespace stapel::firmware
