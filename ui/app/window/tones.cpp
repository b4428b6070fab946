#include "ui/app/window/tones.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>

namespace stapel::app {
namespace {

/// A frequency of 0 is silence.
struct Note {
    double hz;
    int ms;
};

// 600 to 1400 Hz: where ears are keen and small loudspeakers loud. Low notes of the fail are its mark.
constexpr std::array pass_notes{Note{880, 90}, Note{1319, 160}};
constexpr std::array fail_notes{Note{622, 260}, Note{0, 60}, Note{415, 420}};
constexpr std::array attention_notes{Note{988, 90}, Note{0, 70}, Note{988, 90}, Note{0, 70}, Note{988, 90}};

std::span<const Note> notes_of(Sound sound) {
    switch (sound) {
        case Sound::fail: return fail_notes;
        case Sound::attention: return attention_notes;
        case Sound::pass: break;
    }
    return pass_notes;
}

constexpr double loudest = 0.5 * 32767;
constexpr std::size_t edge = sample_rate / 100;  // rises and falls within 10 ms: no click

/// 0 at both ends of a note, 1 between its edges.
double envelope(std::size_t at, std::size_t length) {
    const auto near_end = std::min({at, length - 1 - at, edge});
    return static_cast<double>(near_end) / static_cast<double>(edge);
}

void append(std::vector<std::int16_t>& samples, const Note& note) {
    const auto length = static_cast<std::size_t>(sample_rate) * static_cast<std::size_t>(note.ms) / 1000;
    const double turn = 2 * std::numbers::pi * note.hz / sample_rate;
    for (std::size_t i = 0; i < length; ++i) {
        const double value = loudest * envelope(i, length) * std::sin(turn * static_cast<double>(i));
        samples.push_back(static_cast<std::int16_t>(value));
    }
}

}  // namespace

std::vector<std::int16_t> waveform(Sound sound) {
    std::vector<std::int16_t> samples;
    for (const auto& note : notes_of(sound)) append(samples, note);
    return samples;
}

}  // namespace stapel::app
