#include "ui/app/look/render.hpp"

#include <SDL.h>
#include <imgui.h>

#include <cstddef>
#include <stdexcept>
#include <string>

namespace stapel::app {
namespace {

/// The vertices and indices that a command names.
struct Mesh {
    const ImDrawVert* vertices;
    int vertex_count;
    const ImDrawIdx* indices;
    int index_count;
};

Mesh mesh_of(const ImDrawList& list, const ImDrawCmd& command) {
    return {.vertices = list.VtxBuffer.Data + command.VtxOffset,
            .vertex_count = list.VtxBuffer.Size - static_cast<int>(command.VtxOffset),
            .indices = list.IdxBuffer.Data + command.IdxOffset,
            .index_count = static_cast<int>(command.ElemCount)};
}

SDL_Rect clip_of(const ImVec4& clip) {
    const auto left = static_cast<int>(clip.x), top = static_cast<int>(clip.y);
    return {left, top, static_cast<int>(clip.z) - left, static_cast<int>(clip.w) - top};
}

void draw(SDL_Renderer& renderer, const Mesh& mesh, SDL_Texture* texture) {
    constexpr int stride = sizeof(ImDrawVert);
    const auto* first = reinterpret_cast<const char*>(mesh.vertices);
    const auto* position = reinterpret_cast<const float*>(first + offsetof(ImDrawVert, pos));
    const auto* texel = reinterpret_cast<const float*>(first + offsetof(ImDrawVert, uv));
    const auto* colour = reinterpret_cast<const SDL_Color*>(first + offsetof(ImDrawVert, col));
    SDL_RenderGeometryRaw(&renderer, texture, position, stride, colour, stride, texel, stride, mesh.vertex_count, mesh.indices,
                          mesh.index_count, sizeof(ImDrawIdx));
}

void draw(SDL_Renderer& renderer, const ImDrawList& list) {
    for (const auto& command : list.CmdBuffer) {
        const auto clip = clip_of(command.ClipRect);
        if (command.UserCallback != nullptr || clip.w <= 0 || clip.h <= 0) continue;
        SDL_RenderSetClipRect(&renderer, &clip);
        draw(renderer, mesh_of(list, command), static_cast<SDL_Texture*>(command.GetTexID()));
    }
}

}  // namespace

SDL_Texture* renew_font_texture(SDL_Renderer& renderer, SDL_Texture* earlier) {
    auto& atlas = *ImGui::GetIO().Fonts;
    unsigned char* pixels = nullptr;
    int width = 0, height = 0;
    atlas.GetTexDataAsRGBA32(&pixels, &width, &height);
    if (earlier != nullptr) SDL_DestroyTexture(earlier);
    SDL_Texture* texture = SDL_CreateTexture(&renderer, SDL_PIXELFORMAT_RGBA32, SDL_TEXTUREACCESS_STATIC, width, height);
    if (texture == nullptr || SDL_UpdateTexture(texture, nullptr, pixels, 4 * width) != 0)
        throw std::runtime_error(std::string("the renderer takes no fonts: ") + SDL_GetError());
    SDL_SetTextureBlendMode(texture, SDL_BLENDMODE_BLEND);
    SDL_SetTextureScaleMode(texture, SDL_ScaleModeLinear);
    atlas.SetTexID(texture);
    return texture;
}

void render(SDL_Renderer& renderer, const ImDrawData& frame, Rgb background) {
    const auto part = [&](int shift) { return static_cast<Uint8>(background >> shift & 0xFF); };
    SDL_RenderSetClipRect(&renderer, nullptr);
    SDL_SetRenderDrawColor(&renderer, part(16), part(8), part(0), SDL_ALPHA_OPAQUE);
    SDL_RenderClear(&renderer);
    for (int i = 0; i < frame.CmdListsCount; ++i) draw(renderer, *frame.CmdLists[i]);
    SDL_RenderSetClipRect(&renderer, nullptr);
}

}  // namespace stapel::app
