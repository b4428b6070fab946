#pragma once

#include "ui/app/look/ui.hpp"
#include "ui/app/screens/engineer_timeline.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace stapel::app {

/// The picture of a tape over time, at the cursor: a lane a channel and an axis of seconds.
class Lanes {
public:
    Lanes(const Ui& ui, const LiveTape& tape, TimeSpan span);

    /// Draws it with the chosen entry marked; it is the last item then, noted as `timeline`.
    void draw(const LiveTape& tape, std::size_t chosen) const;
    /// The entry whose mark is there, or next to it.
    [[nodiscard]] std::optional<std::size_t> entry_under(const LiveTape& tape, float x, float y) const;
    /// An entry in words: time, direction, size, bytes.
    [[nodiscard]] std::string told(const transport::TapeEntry& entry) const;

private:
    struct Point {
        float x = 0, y = 0;
    };

    [[nodiscard]] float middle_of(std::size_t lane) const;
    [[nodiscard]] std::size_t lane_of(const std::string& channel) const;
    [[nodiscard]] float x_of(const transport::TapeEntry& entry) const;
    [[nodiscard]] float mark_height(const transport::TapeEntry& entry) const;
    [[nodiscard]] std::size_t first_visible(const LiveTape& tape) const;

    void draw_names() const;
    void draw_axis() const;
    void draw_marks(const LiveTape& tape) const;
    void draw_mark(const transport::TapeEntry& entry, float height) const;
    void draw_chosen(const transport::TapeEntry& entry) const;

    const Ui& ui_;
    TimeSpan span_;
    std::vector<std::string> channels_;
    Point corner_;
    float left_ = 0, width_ = 0, lane_height_ = 0;  ///< of the lanes, right of their names
};

}  // namespace stapel::app
