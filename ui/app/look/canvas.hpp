#pragma once

#include <cstdint>
#include <memory>
#include <span>

struct SDL_Renderer;
struct SDL_Surface;

namespace stapel::app {

/// A renderer that draws into pixels in memory, without any display.
class Canvas {
public:
    /// `rgba`: rows from above, four bytes a pixel; it must outlive the canvas. Throws `std::runtime_error`.
    Canvas(std::span<std::uint8_t> rgba, int width, int height);

    [[nodiscard]] SDL_Renderer& renderer() const { return *renderer_; }
    /// From here on all that was drawn is in the pixels.
    void flush() const;

private:
    struct Free {
        void operator()(SDL_Surface* surface) const;
        void operator()(SDL_Renderer* renderer) const;  // with its textures
    };
    std::unique_ptr<SDL_Surface, Free> surface_;
    std::unique_ptr<SDL_Renderer, Free> renderer_;
};

}  // namespace stapel::app
