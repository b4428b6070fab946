#include "ui/app/screens/operator_tile.hpp"

#include "ui/app/screens/paint.hpp"
#include "ui/app/screens/site_words.hpp"
#include "ui/app/screens/state_look.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

namespace stapel::app {
namespace {

// At 100 %.
constexpr float gap = 12, chip_side = 6, rounding = 4;
constexpr float chosen_gap = 3, chosen_frame = 4, white_frame = 6, white_frame_from_edge = 3, least_frame = 2;
constexpr float white_frame_share = 1.0F / 40, largest_foot_share = 0.45F;  // of the tile's height
constexpr float longest_word_share = 0.95F;                                 // of the room's width
constexpr int most_foot_lines = 4;

/// A tile's parts, from its edge inwards.
class Tile {
public:
    Tile(const Ui& ui, const Box& box, const TileStyle& style, const SiteSnapshot& site)
        : ui_(ui), box_(box), style_(style), site_(site), look_(look_of(site.state)),
          room_(box.inset(tile_padding(ui, box.height))) {}

    void draw(bool chosen) {
        draw_ground(chosen);
        Box head = room_.cut_top(line_height(ui_, style_.number_beside_word ? style_.word : style_.number));
        draw_number(head, chosen);
        if (style_.number_beside_word) draw_word_beside_number(head);
        draw_foot();
        draw_head(head);
        if (!style_.number_beside_word) draw_word(room_, fitting_word(room_.width));
    }

private:
    void draw_ground(bool chosen) const {
        const float round = ui_.px(rounding);
        fill_box(box_, look_.fill, round);
        if (look_.thickness > 0) frame_box(box_, look_.edge, ui_.px(look_.thickness), round);
        if (look_.framed_inside) frame_box(box_.inset(ui_.px(white_frame_from_edge)), theme::white, white_frame_width(), round);
        if (!chosen) return;
        frame_box(box_.inset(-ui_.px(chosen_gap + chosen_frame)), theme::ink, ui_.px(chosen_frame), 2 * round);
    }

    /// Thinner where it would take the room of the words.
    float white_frame_width() const {
        return std::clamp(box_.height * white_frame_share, ui_.px(least_frame), ui_.px(white_frame));
    }

    /// Of the chosen site in reversed colours.
    void draw_number(Box& head, bool chosen) const {
        const auto text = std::to_string(site_.site);
        const float side = ui_.px(chip_side);
        const Box place = head.cut_left(std::max(ui_.width_of(style_.number, text) + 2 * side, number_width(ui_, style_.number)));
        const float height = std::min(line_height(ui_, style_.number), place.height);
        const Box chip{place.x, std::floor(place.y + (place.height - height) / 2), ui_.width_of(style_.number, text) + 2 * side, height};
        if (chosen) fill_box(chip, look_.ink, ui_.px(rounding));
        paint(ui_, chip, {style_.number, chosen ? look_.fill : look_.ink, Align::centre}, text);
        note_box(ui_, fmt::format("number-{}", site_.site), chip, text);
    }

    /// The module, where it is not told below, and which run of it this is, with its time.
    void draw_head(Box head) const {
        const auto run = run_words(head.width - ui_.px(gap));
        paint(ui_, head.cut_right(std::min(head.width, ui_.width_of(style_.note, run) + 1)), {style_.note, look_.ink}, run);
        if (style_.identity_in_head) {
            head.cut_left(ui_.px(gap));
            paint(ui_, head, {style_.note, look_.ink}, identity_words(site_));
        } else if (!named_) {
            draw_tail(head);
        }
    }

    /// Between number and time, where low tiles have room for no more; nothing where they have not even that.
    void draw_tail(const Box& place) const {
        const auto tail = identity_tail(site_);
        if (ui_.width_of(style_.note, tail) + ui_.px(gap) > place.width) return;
        paint(ui_, place, {style_.note, look_.ink, Align::centre}, tail);
    }

    /// As much of it as fits; empty before the first run.
    std::string run_words(float width) const {
        if (site_.run.empty() || site_.state == SiteState::ready) return {};
        const auto time = elapsed_words(site_.elapsed);
        const auto whole = site_.attempt ? run_and_time(ui_, std::to_string(*site_.attempt), time) : time;
        for (const auto& text : {whole, time})
            if (ui_.width_of(style_.note, text) <= width) return text;
        return {};
    }

    /// From below: bar, identity, what goes on. Empty lines keep their room, so that the words stand in rows.
    void draw_foot() {
        draw_bar(room_.cut_bottom(std::clamp(room_.height - word_line(), 0.0F, ui_.px(tile_bar_height))));
        room_.cut_bottom(std::clamp(room_.height - word_line(), 0.0F, ui_.px(tile_bar_gap)));
        const float line = line_height(ui_, style_.note);
        const int lines = foot_lines(line);
        named_ = lines >= 2 && !style_.identity_in_head;
        if (named_) paint(ui_, room_.cut_bottom(line), pen(style_.note), fitting_identity());
        const int note_lines = lines - (named_ ? 1 : 0);
        if (note_lines <= 0) return;
        Box note = room_.cut_bottom(line * static_cast<float>(note_lines));
        if (lines == 1 && style_.number_beside_word) draw_identity_beside_note(note);
        draw_note(note, note_lines);
    }

    /// At the right, as much of it as leaves room for the whole note.
    void draw_identity_beside_note(Box& note) {
        const float room = note.width - ui_.width_of(style_.note, site_note(site_, ui_.language())) - ui_.px(2 * gap);
        for (const auto& text : {identity_words(site_), short_identity_words(site_)}) {
            const float width = ui_.width_of(style_.note, text) + 1;
            if (width > room) continue;
            named_ = true;
            return paint(ui_, note.cut_right(width), {style_.note, look_.ink}, text);
        }
    }

    /// What the word needs below the number.
    float word_line() const { return style_.number_beside_word ? 0 : line_height(ui_, style_.word); }

    int foot_lines(float line) const {
        const float most = style_.number_beside_word ? room_.height : std::max(line, box_.height * largest_foot_share);
        return std::clamp(static_cast<int>(std::min(room_.height - word_line(), most) / line), 0, most_foot_lines);
    }

    std::string fitting_identity() const {
        const auto whole = identity_words(site_);
        return ui_.width_of(style_.note, whole) <= room_.width ? whole : short_identity_words(site_);
    }

    void draw_note(const Box& place, int lines) const {
        const auto whole = site_note(site_, ui_.language());
        const bool fits = lines_of(ui_, style_.note, whole, place.width).size() <= static_cast<std::size_t>(lines);
        paint_lines(ui_, place, pen(style_.note), fits ? whole : short_site_note(site_, ui_.language()));
    }

    void draw_bar(const Box& bar) const {
        const auto share = run_share(site_);
        if (!share || bar.height < ui_.px(tile_bar_height) / 2) return;
        fill_box(bar, theme::empty, ui_.px(rounding) / 2);
        fill_box({bar.x, bar.y, std::round(bar.width * *share), bar.height}, theme::running_frame, ui_.px(rounding) / 2);
    }

    void draw_word_beside_number(Box& head) const {
        const auto text = fitting_word(head.width);
        draw_word(head.cut_left(std::min(head.width, std::ceil(ui_.width_of(style_.word, text)) + 1)), text);
    }

    void draw_word(const Box& place, std::string_view text) const {
        paint(ui_, place, pen(style_.word), text);
        const float height = font_height(ui_, style_.word);
        const Box line{place.x, place.y + (place.height - height) / 2, place.width, height};
        note_box(ui_, fmt::format("word-{}", site_.site), line, text);
    }

    /// In the smallest tiles the mark, which no word may be cut for.
    std::string fitting_word(float width) const {
        const auto whole = marked(look_, look_.word, ui_.language());
        if (ui_.width_of(style_.word, whole) <= width * longest_word_share) return whole;
        const auto short_form = marked(look_, look_.short_word, ui_.language());
        return ui_.width_of(style_.word, short_form) <= width ? short_form : std::string(look_.mark);
    }

    Pen pen(Type type) const { return {type, look_.ink, style_.number_beside_word ? Align::left : Align::centre}; }

    const Ui& ui_;
    Box box_;
    TileStyle style_;
    const SiteSnapshot& site_;
    const StateLook& look_;
    Box room_;
    bool named_ = false;  ///< which module it is stands below the word or beside the note
};

}  // namespace

void draw_tile(const Ui& ui, const Box& box, const TileStyle& style, const SiteSnapshot& site, bool chosen) {
    Tile(ui, box, style, site).draw(chosen);
}

}  // namespace stapel::app
