#pragma once

#include "ui/app/look/texts.hpp"
#include "ui/app/look/theme.hpp"
#include "ui/app/model/command.hpp"
#include "ui/app/model/view.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

struct ImFont;

namespace stapel::app {

/// What a test finds by name: everything that can be clicked or read.
struct Widget {
    std::string name;  ///< unique in a frame: `start`, `site-3`, `answer-yes`
    float x = 0, y = 0, width = 0, height = 0;  ///< pixels of the window
    bool enabled = true;
    std::string text;  ///< as shown
};

/// The sizes of type that there are: pixels of the em at 100 %. `verdict` and `word` have the characters of the states'
/// words, their marks and digits only. `fixed`: all characters of one width, for bytes and consoles.
enum class Type { small /*16*/, body /*18*/, heading /*24*/, action /*40*/, verdict /*90*/, word /*56*/, fixed /*16*/ };

class Pictures;

/// How a button looks; a width or height of 0 is what its text needs, a negative one fills up to that much of the rest.
struct ButtonLook {
    Type type = Type::body;
    float width = 0, height = 0;  ///< pixels of the window
    Rgb fill = theme::panel, ink = theme::ink;
    bool chosen = false;  ///< the one of several that is on: a thick frame
};

/// What a screen draws with: language, sizes, fonts, and where its widgets and commands are noted. One frame long.
class Ui {
public:
    struct Links {
        const Preferences& preferences;
        const std::vector<ImFont*>& fonts;  ///< by `Type`
        std::vector<Widget>& widgets;
        Commands& commands;
        Pictures* pictures = nullptr;  ///< none: no picture is shown
    };
    explicit Ui(Links links) : links_(links) {}

    [[nodiscard]] Language language() const { return links_.preferences.language; }
    [[nodiscard]] const char* text(TextKey key) const { return key.in(language()).data(); }  // literals end with 0
    /// Pixels of this many at 100 %.
    [[nodiscard]] float px(float at_100_percent) const;
    [[nodiscard]] ImFont* font(Type type) const { return links_.fonts[static_cast<std::size_t>(type)]; }

    void command(Command command) const { links_.commands.push_back(std::move(command)); }
    /// Notes the last ImGui item (or the given rectangle) under a name.
    void note(std::string_view name, std::string_view text, bool enabled = true) const;
    void note(Widget widget) const { links_.widgets.push_back(std::move(widget)); }

    /// A button that shows its key: `F5 Старт`. True when it was pressed. Noted under `name`.
    [[nodiscard]] bool button(std::string_view name, std::string_view label, bool enabled = true) const;
    [[nodiscard]] bool button(std::string_view name, std::string_view label, bool enabled, const ButtonLook& look) const;
    /// The width of text on one line.
    [[nodiscard]] float width_of(Type type, std::string_view text) const;
    /// A picture file (PNG, JPEG or BMP) at the cursor, as large as the room allows; false when it cannot be shown.
    [[nodiscard]] bool picture(std::string_view name, const std::string& file, float width, float height) const;
    /// Text of a size at the cursor, noted under `name` unless that is empty.
    void label(std::string_view name, Type type, std::string_view text) const;
    void wrapped(std::string_view name, Type type, std::string_view text) const;
    /// Text cut to a width with `…`.
    void fitted(std::string_view name, Type type, std::string_view text, float width) const;

private:
    Links links_;
};

/// The text when it fits into a width, else as much of its beginning as fits with `…` after it. `width_of` measures.
[[nodiscard]] std::string shortened(std::string_view text, float width, const std::function<float(std::string_view)>& width_of);

}  // namespace stapel::app
