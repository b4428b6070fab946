#pragma once

#include "ui/app/look/texts.hpp"
#include "ui/app/look/theme.hpp"
#include "ui/app/model/snapshot.hpp"

#include <string>
#include <string_view>

namespace stapel::app {

/// How a site's state is told: by word, mark, frame and colour, never by colour alone.
struct StateLook {
    std::string_view mark;  ///< empty: none
    TextKey word;
    TextKey short_word;  ///< where there is no room for the word
    Rgb fill, ink;
    Rgb edge;         ///< of the frame
    float thickness;  ///< of the frame, at 100 %
    bool framed_inside = false;  ///< a second, white frame inside the edge
};

[[nodiscard]] const StateLook& look_of(SiteState state);

/// Mark and word, `✓ ГОДЕН`.
[[nodiscard]] std::string marked(const StateLook& look, TextKey word, Language language);

}  // namespace stapel::app
