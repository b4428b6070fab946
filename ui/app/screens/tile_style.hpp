#pragma once

#include "ui/app/look/ui.hpp"

#include <string>
#include <string_view>

namespace stapel::app {

/// How the tiles of one grid are set: alike, so that sizes say nothing about states.
struct TileStyle {
    Type word = Type::verdict;  ///< the state's word: the largest that fits
    Type number = Type::heading;
    Type note = Type::body;
    bool number_beside_word = false;  ///< low tiles have no line of its own for the number
    bool identity_in_head = false;    ///< wide tiles name the module beside the number, else below the word
};

/// For tiles of that size in pixels.
[[nodiscard]] TileStyle tile_style(const Ui& ui, float width, float height);

// What both the choice of a style and the drawing measure with; at 100 % where they are constants.
constexpr float tile_bar_height = 10, tile_bar_gap = 5;
/// Pixels between the edge of a tile of that height and what it says.
[[nodiscard]] float tile_padding(const Ui& ui, float height);
/// Of a place for two digits.
[[nodiscard]] float number_width(const Ui& ui, Type type);
/// `прогон 2   1:05`
[[nodiscard]] std::string run_and_time(const Ui& ui, std::string_view run, std::string_view time);

}  // namespace stapel::app
