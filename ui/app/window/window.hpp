#pragma once

#include "station/base/clock.hpp"
#include "ui/app/look/context.hpp"
#include "ui/app/look/pictures.hpp"
#include "ui/app/window/events.hpp"
#include "ui/app/window/feed.hpp"
#include "ui/app/window/handles.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace stapel::app {

/// The window on a desktop, or on a display without one. The thread that made it only, but for `wake`.
class Window {
public:
    struct Setup {
        bool windowed = false;  ///< else it fills the screen
        bool kiosk = false;     ///< nothing comes before it, and the desktop's keys are its own
        int scale_percent = 100;
        Context::Fonts fonts = Context::Fonts::dejavu;
    };
    /// Throws `NoDisplay`, `FontMissing`.
    explicit Window(const Setup& setup, const Clock& clock = system_clock());
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    /// What came, mouse and screen aside, which are dealt with.
    struct Heard {
        std::vector<WindowEvent> events;
        bool touched = false;  ///< a person or the desktop did something: it is to be drawn
        bool woken = false;
    };
    /// Everything that has come; blocks up to that long until something does.
    [[nodiscard]] Heard wait(Duration longest);
    /// Ends a `wait`, and makes it `woken`. Any thread, any number of times, never blocks.
    void wake();
    /// From here on a `wake` counts anew.
    void forget_wake() { woken_ = false; }

    /// What a desktop lists the window by.
    void set_title(const std::string& title);
    /// One frame, at the scale that the window has room for.
    void draw(const Preferences& preferences, const std::function<void(const Ui&)>& draw);
    /// Arrows go from button to button.
    void set_keyboard_navigation(bool on) { context_.set_keyboard_navigation(on); }

    // As of the last frame.
    [[nodiscard]] const std::vector<Widget>& widgets() const { return widgets_; }
    [[nodiscard]] Commands take_commands() { return std::exchange(commands_, {}); }
    /// A text field has the keyboard.
    [[nodiscard]] bool field_has_keyboard() const { return context_.wants_text(); }

    /// How many frames went to the screen: those that look as what is there do not.
    [[nodiscard]] int painted() const { return painted_; }

    /// Where keys go that are none of the station's.
    [[nodiscard]] Feed& feed() { return feed_; }

private:
    void take(const SDL_Event& event, Heard& heard);
    [[nodiscard]] bool take_mouse(const WindowEvent& event);
    void renew_textures();
    /// Paints only what is not on the screen already: a window at rest costs next to nothing, without a graphics card too.
    void present(const ImDrawData& frame);
    void listen_to_text(bool on);

    const Clock& clock_;
    Sdl sdl_;
    Context context_;
    WindowHandle window_;
    RendererHandle renderer_;
    std::optional<Pictures> pictures_;
    SDL_Texture* fonts_ = nullptr;  ///< the renderer's
    Feed feed_;
    std::vector<Widget> widgets_;
    Commands commands_;
    TimePoint last_frame_{};
    std::optional<std::uint64_t> on_screen_;  ///< digest of the frame that is there; none = what is there is not ours any more
    int painted_ = 0;
    std::string clipboard_;         ///< as it was last read
    std::string title_;
    bool text_on_ = true;
    std::uint32_t wake_event_ = 0;
    std::atomic<bool> woken_ = false;
};

}  // namespace stapel::app
