#pragma once

#include <map>
#include <optional>
#include <string>

struct SDL_Renderer;
struct SDL_Texture;

namespace stapel::app {

/// A picture file as the renderer holds it.
struct PictureTexture {
    SDL_Texture* texture = nullptr;
    int width = 0, height = 0;
};

/// Picture files, each read once. The window's thread only; the renderer must outlive it.
class Pictures {
public:
    explicit Pictures(SDL_Renderer& renderer) : renderer_(renderer) {}
    ~Pictures();
    Pictures(const Pictures&) = delete;
    Pictures& operator=(const Pictures&) = delete;

    /// PNG, JPEG or BMP of at most 4096 x 4096 pixels and 16 MiB; null when the file cannot be read as that.
    [[nodiscard]] const PictureTexture* find(const std::string& file);

private:
    [[nodiscard]] std::optional<PictureTexture> load(const std::string& file);

    SDL_Renderer& renderer_;
    std::map<std::string, std::optional<PictureTexture>> read_;
};

}  // namespace stapel::app
