#pragma once

#include "station/base/mailbox.hpp"
#include "ui/app/window/tones.hpp"

#include <functional>
#include <string>
#include <thread>

namespace stapel::app {

/// Plays sounds in a thread of its own, since opening a loudspeaker takes longer than a frame may. The loudspeaker is
/// open only while there is something to hear: an open one costs processor time all the day.
class Sounds {
public:
    /// `complain` is told once why nothing can be heard, in the thread of the sounds.
    explicit Sounds(std::function<void(const std::string&)> complain) : complain_(std::move(complain)) {}
    Sounds(const Sounds&) = delete;
    Sounds& operator=(const Sounds&) = delete;

    /// Never blocks; the first call starts the thread.
    void play(Sound sound);

private:
    void work(std::stop_token stop);
    void play_all(std::stop_token stop, Sound first);

    std::function<void(const std::string&)> complain_;
    bool complained_ = false;
    Mailbox<Sound> wanted_;
    std::jthread thread_;
};

}  // namespace stapel::app
