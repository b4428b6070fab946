#pragma once

#include "ui/app/look/ui.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace stapel::app {

// What the screens of a site and of an engineer draw alike.

/// The colour of text, for the time of its life.
class Ink {
public:
    explicit Ink(Rgb rgb);
    ~Ink();
    Ink(const Ink&) = delete;
    Ink& operator=(const Ink&) = delete;
};

/// A framed part of the screen, for the time of its life; a size of 0 is what is left, a negative one leaves that much.
class Panel {
public:
    struct Size {
        float width = 0, height = 0;
    };
    enum class Look { plain, chosen };
    Panel(const Ui& ui, std::string_view name, const Size& size, Look look = Look::plain);
    ~Panel();
    Panel(const Panel&) = delete;
    Panel& operator=(const Panel&) = delete;
};

/// What is drawn in its life is one thing for what comes beside it.
class Group {
public:
    Group();
    ~Group();
    Group(const Group&) = delete;
    Group& operator=(const Group&) = delete;
};

/// A column; width in pixels at 100 %, 0: what is left, shared by `weight`.
struct Column {
    std::string_view title{};
    float width = 0;
    float weight = 1;
};

/// What a column needs for the widest of these texts, at 100 %.
[[nodiscard]] float column_width(const Ui& ui, Type type, const std::vector<std::string>& texts);

/// The rows of a list; a height of 0 is that of small type.
struct Rows {
    float height = 0;  ///< pixels of the window
    int least = 0;     ///< so many are shown even where less room is left
};

/// A list that scrolls in what is left of the panel, for the time of its life; without titles when all are empty. As high
/// as whole rows are.
class Table {
public:
    Table(const Ui& ui, std::string_view name, const std::vector<Column>& columns, Rows rows = {});
    ~Table();
    Table(const Table&) = delete;
    Table& operator=(const Table&) = delete;

    /// Nothing is to be drawn when it is false.
    explicit operator bool() const { return open_; }

private:
    bool open_;
};

/// The height of a row of that type with its room above and below.
[[nodiscard]] float row_height(const Ui& ui, Type type);
/// The first thing in a row: makes it choosable as a whole. True when it was clicked. Noted under `name`.
[[nodiscard]] bool choosable_row(const Ui& ui, std::string_view name, std::string_view text, bool chosen);
/// Text in the next column, cut to its width.
void cell(const Ui& ui, Type type, std::string_view text, Rgb ink = theme::ink);

/// Draws the rows of a table that are in sight, all of one height.
void draw_visible_rows(std::size_t count, float height, const std::function<void(std::size_t)>& draw);

/// Scrolls a list whose rows have one height as little as shows this one.
void keep_in_sight(int row, float height);

/// Keeps the end of a list in sight as long as nobody has scrolled away from it; after the last row.
void follow_end();

/// A mark in a small filled square, as high as text; the cursor stays on the line. `lower`: pixels further down, beside a
/// button.
void badge(const Ui& ui, std::string_view mark, Rgb fill, Rgb ink, float lower = 0);

/// `приёмопередатчик` for `modem`; the name itself when it is none that the window knows.
[[nodiscard]] std::string channel_name(const std::string& channel, Language language);

/// Puts what comes next on the same line when it has room for that width, else on a new one; false then.
bool flow(float width, float gap);
bool flow(float width);
/// A word about keys, where the line has room for it.
void hint(const Ui& ui, std::string_view text);

/// A button of a row of choices, put where there is room.
[[nodiscard]] bool tab(const Ui& ui, std::string_view name, std::string_view label, bool chosen, bool first);

}  // namespace stapel::app
