#include "ui/app/look/picture.hpp"

#include "ui/app/look/canvas.hpp"
#include "ui/app/look/context.hpp"
#include "ui/app/look/pictures.hpp"
#include "ui/app/look/render.hpp"

#include <imgui.h>

#include <cstddef>

namespace stapel::app {
namespace {

constexpr int frames_until_settled = 3;

}  // namespace

Picture draw_picture(const PictureRequest& request, const std::function<void(const Ui&)>& draw) {
    Picture picture{.width = request.width, .height = request.height, .rgba = {}, .widgets = {}, .commands = {}};
    picture.rgba.resize(static_cast<std::size_t>(request.width) * static_cast<std::size_t>(request.height) * 4);
    Context context(request.preferences.scale_percent);
    const Canvas canvas(picture.rgba, picture.width, picture.height);
    Pictures pictures(canvas.renderer());
    [[maybe_unused]] auto* const fonts = renew_font_texture(canvas.renderer(), nullptr);  // the renderer's
    ImDrawData* drawn = nullptr;
    for (int i = 0; i < frames_until_settled; ++i) {
        picture.widgets.clear();
        picture.commands.clear();
        const Ui ui({request.preferences, context.fonts(), picture.widgets, picture.commands, &pictures});
        drawn = context.frame({.width = request.width, .height = request.height}, [&] { draw(ui); });
    }
    render(canvas.renderer(), *drawn, theme::background);
    canvas.flush();
    for (std::size_t i = 3; i < picture.rgba.size(); i += 4) picture.rgba[i] = 255;  // a window is opaque; blending leaves 254
    return picture;
}

}  // namespace stapel::app
