#include "tests/ui/app/support/picture_of.hpp"

#include "ui/app/screens/screens.hpp"

#include <fmt/format.h>

namespace stapel::app::test {

std::string picture_name(const Sample& sample, const Variant& variant) {
    return fmt::format("{}.{}.{}", sample.name, variant.language == Language::ru ? "ru" : "en", variant.scale_percent);
}

Picture picture_of(const Sample& sample, const Variant& variant) {
    View view = sample.view;
    view.preferences.language = variant.language;
    view.preferences.scale_percent = variant.scale_percent;
    const PictureRequest request{.width = 1280 * variant.scale_percent / 100, .height = 720 * variant.scale_percent / 100,
                                 .preferences = view.preferences};
    return draw_picture(request, [&](const Ui& ui) {
        draw_window(ui, Frame{.snapshot = sample.snapshot, .answers = sample.answers, .tape = sample.tape, .view = view});
    });
}

Image image_of(const Picture& picture) { return {picture.width, picture.height, picture.rgba}; }

}  // namespace stapel::app::test
