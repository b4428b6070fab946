#include "ui/app/window/message_box.hpp"

#include "ui/session/status.hpp"

#include <SDL.h>

#include <cstdlib>

namespace stapel::app {

void show_message_box(const std::string& message, const std::stop_token& stop) {
    const std::stop_callback end(stop, [] { std::_Exit(static_cast<int>(session::Status::stopped)); });
    SDL_ShowSimpleMessageBox(SDL_MESSAGEBOX_ERROR, "Stapel", message.c_str(), nullptr);
}

}  // namespace stapel::app
