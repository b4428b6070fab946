#include "ui/app/window/sounds.hpp"

#include "station/base/clock.hpp"
#include "station/base/failure.hpp"

#include <SDL.h>

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace stapel::app {
namespace {

constexpr auto look_again = std::chrono::milliseconds(50);
constexpr auto until_heard = std::chrono::milliseconds(300);  // what the loudspeaker itself has stored

/// SDL's audio, opened, for the time of its life.
class Loudspeaker {
public:
    Loudspeaker() {
        if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) throw std::runtime_error(SDL_GetError());
        SDL_AudioSpec wanted{};
        wanted.freq = sample_rate;
        wanted.format = AUDIO_S16SYS;
        wanted.channels = 1;
        wanted.samples = 1024;
        device_ = SDL_OpenAudioDevice(nullptr, 0, &wanted, nullptr, 0);
        if (device_ == 0) refuse();
        SDL_PauseAudioDevice(device_, 0);
    }
    ~Loudspeaker() {
        SDL_CloseAudioDevice(device_);
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
    }
    Loudspeaker(const Loudspeaker&) = delete;
    Loudspeaker& operator=(const Loudspeaker&) = delete;

    void add(const std::vector<std::int16_t>& samples) const {
        SDL_QueueAudio(device_, samples.data(), static_cast<Uint32>(samples.size() * sizeof samples.front()));
    }
    [[nodiscard]] bool plays() const { return SDL_GetQueuedAudioSize(device_) > 0; }

private:
    [[noreturn]] static void refuse() {
        const std::string why = SDL_GetError();
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
        throw std::runtime_error(why);
    }

    SDL_AudioDeviceID device_ = 0;
};

}  // namespace

void Sounds::play(Sound sound) {
    wanted_.post(sound);
    if (!thread_.joinable()) thread_ = std::jthread([this](std::stop_token stop) { work(stop); });
}

void Sounds::work(std::stop_token stop) {
    while (!stop.stop_requested()) {
        const auto sound = wanted_.take(TimePoint::max(), stop);
        if (!sound) return;
        try {
            play_all(stop, *sound);
        } catch (const Cancelled&) {
            return;
        } catch (const std::runtime_error& error) {
            if (!std::exchange(complained_, true)) complain_(error.what());
        }
    }
}

void Sounds::play_all(std::stop_token stop, Sound first) {
    const Loudspeaker loudspeaker;
    for (std::optional<Sound> next = first; next; next = wanted_.take(system_clock().now() + until_heard, stop)) {
        loudspeaker.add(waveform(*next));
        while (loudspeaker.plays()) system_clock().sleep_until(system_clock().now() + look_again, stop);
    }
}

}  // namespace stapel::app
