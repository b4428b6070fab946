#include "ui/app/window/tones.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <vector>

using namespace stapel::app;

namespace {

using Samples = std::vector<std::int16_t>;

constexpr std::array sounds{Sound::fail, Sound::attention, Sound::pass};

int peak(const Samples& samples) {
    int highest = 0;
    for (const int sample : samples) highest = std::max(highest, std::abs(sample));
    return highest;
}

int largest_jump(const Samples& samples) {
    int largest = std::abs(int{samples.front()});
    for (std::size_t i = 1; i < samples.size(); ++i) largest = std::max(largest, std::abs(samples[i] - samples[i - 1]));
    return std::max(largest, std::abs(int{samples.back()}));
}

/// How often the wave rises through zero.
int turns(Samples::const_iterator first, Samples::const_iterator last) {
    int count = 0;
    for (auto next = std::next(first); next != last; ++next) count += *std::prev(next) < 0 && *next >= 0 ? 1 : 0;
    return count;
}

constexpr int part = sample_rate * 8 / 100;  // shorter than any first or last note

double hz_at_begin(const Samples& samples) {
    return turns(samples.begin(), samples.begin() + part) * double{sample_rate} / part;
}
double hz_at_end(const Samples& samples) {
    return turns(samples.end() - part, samples.end()) * double{sample_rate} / part;
}

}  // namespace

TEST_CASE("sounds are loud, without clicks, and short") {
    for (const auto sound : sounds) {
        const auto samples = waveform(sound);
        CAPTURE(static_cast<int>(sound));
        CHECK(peak(samples) > 12'000);
        CHECK(peak(samples) <= 32'767 / 2);
        // A sine of 1319 Hz of that height rises by 2,800 a sample at most; a click would be a jump of its own.
        CHECK(largest_jump(samples) < 3'000);
        CHECK(samples.size() < sample_rate);
    }
}

TEST_CASE("a pass rises, a fail falls and is the longest") {
    const auto pass = waveform(Sound::pass), fail = waveform(Sound::fail), attention = waveform(Sound::attention);
    CHECK(hz_at_end(pass) > 1.2 * hz_at_begin(pass));
    CHECK(hz_at_end(fail) < 0.8 * hz_at_begin(fail));
    CHECK(fail.size() > 2 * pass.size());
    CHECK(fail.size() > attention.size());
}
