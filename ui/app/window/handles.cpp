#include "ui/app/window/handles.hpp"

#include <SDL.h>

#include <string>
#include <string_view>

namespace stapel::app {
namespace {

// A developer's window; a station's fills the screen.
constexpr int width = 1280, height = 720;

Uint32 flags_of(bool windowed, bool kiosk) {
    if (windowed) return SDL_WINDOW_HIDDEN | SDL_WINDOW_RESIZABLE;
    return SDL_WINDOW_HIDDEN | SDL_WINDOW_FULLSCREEN_DESKTOP | (kiosk ? SDL_WINDOW_ALWAYS_ON_TOP | SDL_WINDOW_KEYBOARD_GRABBED : 0);
}

/// What SDL takes when nothing else answers, for programs that nobody looks at; good for whoever asks for it by name.
bool shows_nothing(std::string_view driver) {
    return SDL_getenv("SDL_VIDEODRIVER") == nullptr && (driver == "offscreen" || driver == "dummy" || driver == "evdev");
}

}  // namespace

Sdl::Sdl() {
    SDL_SetMainReady();
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");  // a signal is Stop, not a click on the cross
    SDL_SetHint(SDL_HINT_APP_NAME, "Stapel");
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");  // an engineer works beside it on a second screen
    SDL_SetHint(SDL_HINT_ALLOW_ALT_TAB_WHILE_GRABBED, "0");   // else SDL hides a kiosk's window at Alt+Tab
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1");
    SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "linear");
    if (SDL_Init(SDL_INIT_VIDEO) != 0) throw NoDisplay(SDL_GetError());
    if (!shows_nothing(SDL_GetCurrentVideoDriver())) return;
    SDL_Quit();
    throw NoDisplay("neither X11 nor Wayland answers");
}

Sdl::~Sdl() { SDL_Quit(); }

void CloseHandle::operator()(SDL_Window* window) const { SDL_DestroyWindow(window); }
void CloseHandle::operator()(SDL_Renderer* renderer) const { SDL_DestroyRenderer(renderer); }

WindowHandle open_window(bool windowed, bool kiosk) {
    SDL_DisplayMode size{.format = 0, .w = width, .h = height, .refresh_rate = 0, .driverdata = nullptr};
    // As large as the screen from the start: where no window manager runs nobody makes it so.
    if (!windowed) SDL_GetDesktopDisplayMode(0, &size);
    WindowHandle window(SDL_CreateWindow("Stapel", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, size.w, size.h,
                                         flags_of(windowed, kiosk)));
    if (!window) throw NoDisplay(SDL_GetError());
    return window;
}

RendererHandle open_renderer(SDL_Window& window) {
    RendererHandle renderer(SDL_CreateRenderer(&window, -1, 0));
    if (!renderer) throw NoDisplay(SDL_GetError());
    return renderer;
}

}  // namespace stapel::app
