#pragma once

#include "ui/app/window/scene.hpp"

#include <functional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace stapel::app {

/// While the station is being set to work.
class Waiting : public Scene {
public:
    Waiting(const Preferences& preferences, std::function<bool()> is_over)
        : preferences_(preferences), is_over_(std::move(is_over)) {}

    void hear(const WindowEvent& event) override;
    void draw(const Ui& ui) override;
    void carry_out(const Commands&) override {}
    [[nodiscard]] bool is_over() const override { return is_over_(); }
    [[nodiscard]] const Preferences& preferences() const override { return preferences_; }

    /// The window was closed meanwhile.
    [[nodiscard]] bool was_closed() const { return closed_; }
    /// What was typed or scanned meanwhile, for the work to hear: a label that was scanned early is not lost.
    [[nodiscard]] const std::vector<WindowEvent>& typed() const { return typed_; }

private:
    const Preferences& preferences_;
    std::function<bool()> is_over_;
    std::vector<WindowEvent> typed_;
    bool closed_ = false;
};

/// When the station could not be set to work: up to the window's closing.
class Trouble : public Scene {
public:
    Trouble(const Preferences& preferences, std::string message, std::stop_token stop)
        : preferences_(preferences), message_(std::move(message)), stop_(std::move(stop)) {}

    void hear(const WindowEvent& event) override;
    void draw(const Ui& ui) override;
    void carry_out(const Commands& commands) override;
    [[nodiscard]] bool is_over() const override { return closed_ || stop_.stop_requested(); }
    [[nodiscard]] const Preferences& preferences() const override { return preferences_; }

private:
    const Preferences& preferences_;
    std::string message_;
    std::stop_token stop_;
    bool closed_ = false;
};

}  // namespace stapel::app
