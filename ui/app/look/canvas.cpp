#include "ui/app/look/canvas.hpp"

#include <SDL.h>

#include <stdexcept>
#include <string>

namespace stapel::app {

void Canvas::Free::operator()(SDL_Surface* surface) const { SDL_FreeSurface(surface); }
void Canvas::Free::operator()(SDL_Renderer* renderer) const { SDL_DestroyRenderer(renderer); }

Canvas::Canvas(std::span<std::uint8_t> rgba, int width, int height)
    : surface_(SDL_CreateRGBSurfaceWithFormatFrom(rgba.data(), width, height, 32, width * 4, SDL_PIXELFORMAT_RGBA32)),
      renderer_(SDL_CreateSoftwareRenderer(surface_.get())) {
    if (!renderer_) throw std::runtime_error(std::string("no picture can be drawn in memory: ") + SDL_GetError());
}

void Canvas::flush() const { SDL_RenderFlush(renderer_.get()); }

}  // namespace stapel::app
