#pragma once

#include <cstdint>
#include <vector>

namespace stapel::app {

/// What the window says aloud; the most urgent first.
enum class Sound { fail, attention, pass };

/// Samples a second, one channel.
inline constexpr int sample_rate = 48000;

/// Told apart by rhythm as well as by pitch, so that neither a noisy hall nor a bad ear takes one for another: pass is
/// two short notes that rise, fail two long ones that fall, attention three short ones alike.
[[nodiscard]] std::vector<std::int16_t> waveform(Sound sound);

}  // namespace stapel::app
