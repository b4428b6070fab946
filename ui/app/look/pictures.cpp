#include "ui/app/look/pictures.hpp"

#include <SDL.h>
#include <stb/stb_image.h>

#include <cstdint>
#include <filesystem>
#include <memory>

namespace stapel::app {
namespace {

constexpr std::uintmax_t largest_file = 16 * 1024 * 1024;
constexpr int largest_side = 4096;  // every renderer of SDL takes textures of this size
constexpr int rgba = 4;

using Pixels = std::unique_ptr<stbi_uc, decltype(&stbi_image_free)>;

/// A file of a sane size that holds a picture of a sane size: looked at before its pixels are unpacked.
bool can_be_shown(const std::string& file) {
    std::error_code unreadable;
    const auto size = std::filesystem::file_size(file, unreadable);
    int width = 0, height = 0, channels = 0;
    return !unreadable && size <= largest_file && stbi_info(file.c_str(), &width, &height, &channels) != 0 &&
           width <= largest_side && height <= largest_side;
}

}  // namespace

Pictures::~Pictures() {
    for (auto& [file, picture] : read_)
        if (picture) SDL_DestroyTexture(picture->texture);
}

const PictureTexture* Pictures::find(const std::string& file) {
    auto found = read_.find(file);
    if (found == read_.end()) found = read_.emplace(file, load(file)).first;
    return found->second ? &*found->second : nullptr;
}

std::optional<PictureTexture> Pictures::load(const std::string& file) {
    if (!can_be_shown(file)) return std::nullopt;
    PictureTexture picture;
    int channels = 0;
    const Pixels pixels(stbi_load(file.c_str(), &picture.width, &picture.height, &channels, rgba), stbi_image_free);
    if (!pixels) return std::nullopt;
    picture.texture = SDL_CreateTexture(&renderer_, SDL_PIXELFORMAT_RGBA32, SDL_TEXTUREACCESS_STATIC, picture.width, picture.height);
    if (picture.texture == nullptr) return std::nullopt;
    SDL_UpdateTexture(picture.texture, nullptr, pixels.get(), picture.width * rgba);
    SDL_SetTextureBlendMode(picture.texture, SDL_BLENDMODE_BLEND);
    SDL_SetTextureScaleMode(picture.texture, SDL_ScaleModeLinear);
    return picture;
}

}  // namespace stapel::app
