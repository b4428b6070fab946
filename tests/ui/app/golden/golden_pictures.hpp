#pragma once

#include "tests/ui/app/support/picture_of.hpp"

#include <array>
#include <vector>

namespace stapel::app::test {

inline constexpr std::array all_variants{Variant{Language::ru, 100}, Variant{Language::ru, 150}, Variant{Language::en, 100},
                                         Variant{Language::en, 150}};

/// A picture that is kept, and what it is drawn from.
struct GoldenPicture {
    Sample sample;
    Variant variant;
};

/// Every screen in both languages at 100 and 150 %; every state of a site and what else an operator meets, once.
[[nodiscard]] std::vector<GoldenPicture> golden_pictures();

}  // namespace stapel::app::test
