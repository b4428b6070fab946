#pragma once

#include "ui/app/look/theme.hpp"

struct ImDrawData;
struct SDL_Renderer;
struct SDL_Texture;

namespace stapel::app {

/// The current context's font picture as a texture of the renderer, in place of an earlier one (null at first). Throws
/// `std::runtime_error` when the renderer refuses it.
[[nodiscard]] SDL_Texture* renew_font_texture(SDL_Renderer& renderer, SDL_Texture* earlier);

/// Fills everything with a colour, then draws a frame. Present it yourself.
void render(SDL_Renderer& renderer, const ImDrawData& frame, Rgb background);

}  // namespace stapel::app
