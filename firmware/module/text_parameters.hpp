#pragma once

#include "firmware/module/settings_write.hpp"

namespace stapel::firmware {

constexpr size_t text_parameters_max = 4;

/// The settings that a text command writes: one id a parameter, in their order; 0 = no more.
struct Parameters {
    uint8_t ids[text_parameters_max] = {};
};

/// Writes the values in `text` into the settings of the parameters, as many as there are; trailing ones may be left
/// out. Commas part them where a command has several. More values than parameters are error 01.
[[nodiscard]] Refusal write_parameters(Settings& draft, const Parameters& parameters, Slice text);

/// Writes the items that a CFG command carries as base64url.
[[nodiscard]] Refusal write_encoded_items(Settings& draft, Slice text, bool& apply);

}  // namespace stapel::firmware
