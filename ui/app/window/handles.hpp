#pragma once

#include <memory>
#include <stdexcept>

struct SDL_Window;
struct SDL_Renderer;

namespace stapel::app {

/// There is no screen that a window can be shown on.
class NoDisplay : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// SDL with its video, for the time of its life. Throws `NoDisplay`.
class Sdl {
public:
    Sdl();
    ~Sdl();
    Sdl(const Sdl&) = delete;
    Sdl& operator=(const Sdl&) = delete;
};

struct CloseHandle {
    void operator()(SDL_Window* window) const;
    void operator()(SDL_Renderer* renderer) const;  ///< its textures too
};
using WindowHandle = std::unique_ptr<SDL_Window, CloseHandle>;
using RendererHandle = std::unique_ptr<SDL_Renderer, CloseHandle>;

/// A window that fills the screen unless it is `windowed`; `kiosk`: before all others, with every key of the keyboard. Hidden,
/// since a renderer may make it anew.
[[nodiscard]] WindowHandle open_window(bool windowed, bool kiosk);

/// A graphics card's renderer where there is a card, else one that paints in memory.
[[nodiscard]] RendererHandle open_renderer(SDL_Window& window);

}  // namespace stapel::app
