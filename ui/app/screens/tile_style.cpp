#include "ui/app/screens/tile_style.hpp"

#include "ui/app/look/texts.hpp"
#include "ui/app/screens/paint.hpp"
#include "ui/app/screens/state_look.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace stapel::app {
namespace {

// At 100 %.
constexpr float padding = 12, least_padding = 6;
constexpr float padding_share = 1.0F / 16;  // of the tile's height
constexpr float roomy_note_lines = 4;
constexpr std::string_view usual_identity = "S0000000000  IMEI …0000000", usual_time = "00:00";
constexpr std::array word_types{Type::verdict, Type::word, Type::action, Type::heading, Type::body, Type::small};

constexpr std::array states{SiteState::empty, SiteState::ready,   SiteState::running, SiteState::pass,
                            SiteState::fail,  SiteState::trouble, SiteState::stopped, SiteState::manual};

/// Of the words in their short form, with their marks.
float widest_word(const Ui& ui, Type type) {
    float widest = 0;
    for (const auto state : states) {
        const auto& look = look_of(state);
        widest = std::max(widest, ui.width_of(type, marked(look, look.short_word, ui.language())));
    }
    return widest;
}

TileStyle style_of(Type word, bool number_beside_word) {
    switch (word) {
        case Type::verdict:
        case Type::word: return {word, Type::action, Type::body, number_beside_word};
        case Type::action: return {word, number_beside_word ? Type::action : Type::heading, Type::small, number_beside_word};
        case Type::heading: return {word, number_beside_word ? Type::heading : Type::body, Type::small, number_beside_word};
        default: return {word, word, Type::small, number_beside_word};
    }
}

/// Too small to be read from afar: better without what stands around it than smaller still.
bool is_plain(Type word) { return word == Type::body || word == Type::small; }

/// Only number and word, where there is no room for more.
bool word_fits_below_number(const Ui& ui, const TileStyle& style, float width, float height) {
    return widest_word(ui, style.word) <= width && line_height(ui, style.number) + line_height(ui, style.word) <= height;
}

/// With the number above the word, and one line and the bar below it.
bool fits_below_number(const Ui& ui, const TileStyle& style, float width, float height) {
    const float lines = line_height(ui, style.number) + line_height(ui, style.word) + line_height(ui, style.note) +
                        ui.px(tile_bar_height + tile_bar_gap);
    return widest_word(ui, style.word) <= width && lines <= height;
}

bool fits_beside_number(const Ui& ui, const TileStyle& style, float width, float height) {
    return number_width(ui, style.number) + widest_word(ui, style.word) <= width && line_height(ui, style.word) <= height;
}

/// Of a line with number, identity, run and time.
float head_width(const Ui& ui, const TileStyle& style) {
    return number_width(ui, style.number) + ui.width_of(style.note, usual_identity) + ui.px(3 * padding) +
           ui.width_of(style.note, run_and_time(ui, "00", usual_time));
}

/// What stands around the word grows where there is room.
TileStyle grown(const Ui& ui, TileStyle style, float width, float height) {
    const float rest = height - line_height(ui, style.number) - line_height(ui, style.word) - ui.px(tile_bar_height + tile_bar_gap);
    if (style.word == Type::verdict && rest >= roomy_note_lines * line_height(ui, Type::heading)) style.note = Type::heading;
    style.identity_in_head = head_width(ui, style) <= width;
    return style;
}

}  // namespace

float tile_padding(const Ui& ui, float height) { return std::clamp(height * padding_share, ui.px(least_padding), ui.px(padding)); }

float number_width(const Ui& ui, Type type) { return ui.width_of(type, "00") + ui.px(padding); }

std::string run_and_time(const Ui& ui, std::string_view run, std::string_view time) {
    return filled("tile.run", ui.language(), {run}).append("   ").append(time);
}

TileStyle tile_style(const Ui& ui, float width, float height) {
    const float inset = 2 * tile_padding(ui, height);
    width -= inset;
    height -= inset;
    for (const auto type : word_types) {
        const auto above = style_of(type, false), beside = style_of(type, true);
        if (fits_below_number(ui, above, width, height)) return grown(ui, above, width, height);
        if (fits_beside_number(ui, beside, width, height)) return beside;
        if (is_plain(type) && word_fits_below_number(ui, above, width, height)) return above;
    }
    return style_of(Type::small, true);
}

}  // namespace stapel::app
