#pragma once

#include "tests/ui/app/support/png.hpp"
#include "tests/ui/app/support/samples.hpp"
#include "ui/app/look/picture.hpp"

#include <string>

namespace stapel::app::test {

/// How a sample is shown: 1280 x 720 at 100 %, more pixels at a larger scale.
struct Variant {
    Language language = Language::ru;
    int scale_percent = 100;
};

/// `operator-4.ru.100`
[[nodiscard]] std::string picture_name(const Sample& sample, const Variant& variant);

/// The whole window with that sample's contents.
[[nodiscard]] Picture picture_of(const Sample& sample, const Variant& variant);

[[nodiscard]] Image image_of(const Picture& picture);

}  // namespace stapel::app::test
