#include "ui/app/window/window.hpp"

#include "ui/app/look/frame_digest.hpp"
#include "ui/app/look/render.hpp"
#include "ui/app/window/scale.hpp"

#include <SDL.h>
#include <imgui.h>

#include <algorithm>
#include <type_traits>

namespace stapel::app {
namespace {

void use_clipboard() {
    auto& io = ImGui::GetIO();
    io.SetClipboardTextFn = [](void*, const char* text) { SDL_SetClipboardText(text); };
    io.GetClipboardTextFn = [](void* kept) -> const char* {
        char* const text = SDL_GetClipboardText();
        auto& last = *static_cast<std::string*>(kept);
        last = text == nullptr ? "" : text;
        SDL_free(text);
        return last.c_str();
    };
}

/// As SDL counts them; a wait may end before it is over.
int whole_ms(Duration duration) {
    constexpr Duration longest = std::chrono::minutes(1);
    const auto rounded = std::chrono::ceil<std::chrono::milliseconds>(std::clamp(duration, Duration(0), longest));
    return static_cast<int>(rounded.count());
}

bool is_visible(SDL_Window& window) {
    return (SDL_GetWindowFlags(&window) & (SDL_WINDOW_MINIMIZED | SDL_WINDOW_HIDDEN)) == 0;
}

}  // namespace

Window::Window(const Setup& setup, const Clock& clock)
    : clock_(clock), context_(setup.scale_percent, setup.fonts), window_(open_window(setup.windowed, setup.kiosk)),
      renderer_(open_renderer(*window_)), wake_event_(SDL_RegisterEvents(1)) {
    ImGui::GetIO().ClipboardUserData = &clipboard_;
    use_clipboard();
    renew_textures();
    listen_to_text(false);
    SDL_ShowWindow(window_.get());
}

Window::~Window() = default;

/// Pictures go with their textures, and are read anew.
void Window::renew_textures() {
    on_screen_.reset();
    context_.use();
    fonts_ = renew_font_texture(*renderer_, fonts_);
    pictures_.emplace(*renderer_);
}

Window::Heard Window::wait(Duration longest) {
    Heard heard;
    SDL_Event event;
    for (bool came = SDL_WaitEventTimeout(&event, whole_ms(longest)) != 0; came; came = SDL_PollEvent(&event) != 0)
        take(event, heard);
    return heard;
}

void Window::take(const SDL_Event& event, Heard& heard) {
    if (event.type == wake_event_) {
        heard.woken = true;
        return;
    }
    heard.touched = true;
    if (event.type == SDL_WINDOWEVENT) on_screen_.reset();  // uncovered, resized, shown again
    const auto known = window_event(event);
    if (known && !take_mouse(*known)) heard.events.push_back(*known);
}

/// What concerns no scene: true.
bool Window::take_mouse(const WindowEvent& event) {
    return std::visit([&](const auto& one) {
        using Kind = std::decay_t<decltype(one)>;
        if constexpr (std::is_same_v<Kind, MouseMoved>) feed_.mouse_position(one.x, one.y);
        else if constexpr (std::is_same_v<Kind, MouseButton>) feed_.mouse_button(one.button, one.down);
        else if constexpr (std::is_same_v<Kind, MouseWheel>) feed_.mouse_wheel(one.x, one.y);
        else if constexpr (std::is_same_v<Kind, FocusLost>) feed_.forget_keys();
        else if constexpr (std::is_same_v<Kind, TexturesLost>) renew_textures();
        else return false;
        return true;
    }, event);
}

/// The queue of events never grows: one that was not looked at yet is enough.
void Window::wake() {
    if (woken_.exchange(true)) return;
    SDL_Event event{};
    event.type = wake_event_;
    SDL_PushEvent(&event);
}

void Window::set_title(const std::string& title) {
    if (std::exchange(title_, title) != title) SDL_SetWindowTitle(window_.get(), title.c_str());
}

void Window::draw(const Preferences& preferences, const std::function<void(const Ui&)>& draw) {
    Context::FrameSize size;
    SDL_GetRendererOutputSize(renderer_.get(), &size.width, &size.height);
    const auto now = clock_.now();
    size.seconds = std::chrono::duration<float>(now - std::exchange(last_frame_, now)).count();
    auto drawn = preferences;
    drawn.scale_percent = drawn_scale(preferences.scale_percent, size.width, size.height);
    if (context_.set_scale(drawn.scale_percent)) renew_textures();
    widgets_.clear();
    feed_.tell();
    const Ui ui({drawn, context_.fonts(), widgets_, commands_, &*pictures_});
    present(*context_.frame(size, [&] { draw(ui); }));
    listen_to_text(context_.wants_text());
}

void Window::present(const ImDrawData& frame) {
    if (!is_visible(*window_)) return;
    const auto digest = frame_digest(frame);
    if (std::exchange(on_screen_, digest) == digest) return;
    render(*renderer_, frame, theme::background);
    SDL_RenderPresent(renderer_.get());
    ++painted_;
}

/// Only for text fields: else a desktop's input method would take a scanner's keys for its own.
void Window::listen_to_text(bool on) {
    if (std::exchange(text_on_, on) == on) return;
    if (on) SDL_StartTextInput();
    else SDL_StopTextInput();
}

}  // namespace stapel::app
