#pragma once

#include "ui/app/look/ui.hpp"

#include <functional>
#include <string>
#include <vector>

struct ImDrawData;
struct ImGuiContext;

namespace stapel::app {

/// What the screens draw with and into: Dear ImGui with Stapel's fonts and style. One is current at a time: the one that
/// was made, or used, last. The window's thread only.
class Context {
public:
    enum class Fonts { dejavu, built_in };
    /// Throws `FontMissing`, with `dejavu`.
    explicit Context(int scale_percent, Fonts source = Fonts::dejavu);
    ~Context();
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    /// Other fonts and sizes, between two frames; true when the fonts' picture changed and is to be shown to the renderer again.
    bool set_scale(int scale_percent);
    /// Arrows and Tab go from widget to widget; off where they have another meaning.
    void set_keyboard_navigation(bool on);

    [[nodiscard]] const std::vector<ImFont*>& fonts() const { return fonts_; }
    /// A text field has the keyboard: characters are its.
    [[nodiscard]] bool wants_text() const;

    struct FrameSize {
        int width = 0, height = 0;  ///< pixels
        float seconds = 1.0F / 60;  ///< since the last frame
    };
    /// One frame: `draw` fills a window without any decoration that covers everything. Valid up to the next frame.
    [[nodiscard]] ImDrawData* frame(const FrameSize& size, const std::function<void()>& draw);

    /// Makes it the one that events go to.
    void use() const;

private:
    ImGuiContext* context_;
    Fonts source_;
    int scale_percent_ = 0;
    std::vector<ImFont*> fonts_;
};

}  // namespace stapel::app
