#include "ui/app/screens/engineer_lanes.hpp"

#include "ui/app/screens/parts.hpp"
#include "ui/app/screens/tape_text.hpp"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <bit>
#include <cmath>

namespace stapel::app {
namespace {

// At 100 %.
constexpr float name_margin = 14, least_lane = 28, most_lane = 56, axis_room = 24, mark_width = 2, reach = 6, part_room = 90;
constexpr float lanes_share = 0.5F;  // of the panel; the chosen bytes have the rest
constexpr std::size_t told_bytes = 64;

using transport::Direction;
using transport::TapeEntry;

std::string seconds(double ms, int decimals, Language language) {
    return number(ms / 1000, decimals, language).append(" ").append(TextKey("unit.s").in(language));
}

/// As many decimals as tell one part of the axis from the next.
int decimals_of(double step_ms) {
    if (step_ms >= 1000) return 0;
    if (step_ms >= 100) return 1;
    return step_ms >= 10 ? 2 : 3;
}

}  // namespace

Lanes::Lanes(const Ui& ui, const LiveTape& tape, TimeSpan span) : ui_(ui), span_(span), channels_(lanes_of(tape)) {
    const auto corner = ImGui::GetCursorScreenPos();
    corner_ = {corner.x, corner.y};
    float names = 0;
    for (const auto& channel : channels_)
        names = std::max(names, std::ceil(ui.width_of(Type::small, channel_name(channel, ui.language()))));
    left_ = corner.x + names + ui.px(name_margin);
    width_ = ImGui::GetContentRegionAvail().x - names - ui.px(name_margin);
    const float room = ImGui::GetContentRegionAvail().y * lanes_share / static_cast<float>(channels_.size());
    lane_height_ = std::floor(std::clamp(room, ui.px(least_lane), ui.px(most_lane)));
}

float Lanes::middle_of(std::size_t lane) const {
    return std::floor(corner_.y + (static_cast<float>(lane) + 0.5F) * lane_height_);
}

std::size_t Lanes::lane_of(const std::string& channel) const {
    return static_cast<std::size_t>(std::ranges::find(channels_, channel) - channels_.begin());
}

float Lanes::x_of(const TapeEntry& entry) const { return left_ + span_.x_of(static_cast<double>(entry.ms), width_); }

// One byte is seen, a block of 256 fills half of the lane.
float Lanes::mark_height(const TapeEntry& entry) const {
    const auto doublings = static_cast<float>(std::bit_width(entry.bytes.size()));
    return std::min(doublings / 9, 1.0F) * (lane_height_ / 2 - ui_.px(6)) + ui_.px(3);
}

std::size_t Lanes::first_visible(const LiveTape& tape) const {
    const auto from = static_cast<std::int64_t>(std::floor(span_.from_ms));
    return static_cast<std::size_t>(std::ranges::lower_bound(tape, from, {}, &TapeEntry::ms) - tape.begin());
}

void Lanes::draw(const LiveTape& tape, std::size_t chosen) const {
    const float height = static_cast<float>(channels_.size()) * lane_height_ + ui_.px(axis_room);
    ImGui::InvisibleButton("timeline", {left_ + width_ - corner_.x, height});
    ui_.note("timeline", "");
    ImGui::PushFont(ui_.font(Type::small));
    draw_axis();
    draw_names();
    draw_marks(tape);
    draw_chosen(tape[chosen]);
    ImGui::PopFont();
}

void Lanes::draw_names() const {
    auto* list = ImGui::GetWindowDrawList();
    for (std::size_t lane = 0; lane < channels_.size(); ++lane) {
        const float y = middle_of(lane);
        const auto name = channel_name(channels_[lane], ui_.language());
        list->AddText({corner_.x, y - ImGui::GetFontSize() / 2}, packed(theme::ink), name.c_str());
        list->AddRectFilled({left_, y}, {left_ + width_, y + 1}, packed(theme::line));
    }
}

void Lanes::draw_axis() const {
    auto* list = ImGui::GetWindowDrawList();
    const double step = axis_step_ms(span_.length_ms(), std::max(static_cast<int>(width_ / ui_.px(part_room)), 1));
    const float bottom = corner_.y + static_cast<float>(channels_.size()) * lane_height_;
    for (double ms = std::ceil(span_.from_ms / step) * step; ms <= span_.to_ms; ms += step) {
        const float x = std::floor(left_ + span_.x_of(ms, width_));
        list->AddRectFilled({x, corner_.y}, {x + 1, bottom}, packed(theme::line));
        const auto text = seconds(ms, decimals_of(step), ui_.language());
        if (x + ui_.width_of(Type::small, text) < left_ + width_)
            list->AddText({x, bottom + ui_.px(2)}, packed(theme::faint_ink), text.c_str());
    }
}

// Of the marks that share a pixel only the tallest is drawn: a long tape costs no more than the lane's width.
void Lanes::draw_marks(const LiveTape& tape) const {
    struct Last {
        float x = -1, height = 0;
    };
    std::vector<Last> drawn(channels_.size() * 2);
    for (std::size_t i = first_visible(tape); i < tape.size() && static_cast<double>(tape[i].ms) <= span_.to_ms; ++i) {
        const bool out = tape[i].direction == Direction::out;
        auto& last = drawn[lane_of(tape[i].channel) * 2 + (out ? 1 : 0)];
        const float x = std::floor(x_of(tape[i])), height = mark_height(tape[i]);
        if (x == last.x && height <= last.height) continue;
        last = {x, height};
        draw_mark(tape[i], height);
    }
}

void Lanes::draw_mark(const TapeEntry& entry, float height) const {
    const float x = x_of(entry), y = middle_of(lane_of(entry.channel));
    const bool out = entry.direction == Direction::out;
    ImGui::GetWindowDrawList()->AddRectFilled({x, out ? y : y - height}, {x + ui_.px(mark_width), out ? y + height : y},
                                              packed(out ? theme::ink : theme::accent));
}

void Lanes::draw_chosen(const TapeEntry& entry) const {
    auto* list = ImGui::GetWindowDrawList();
    const float x = x_of(entry) + ui_.px(mark_width) / 2, y = middle_of(lane_of(entry.channel));
    const float half = lane_height_ / 2 - ui_.px(1), side = ui_.px(5);
    list->AddRect({x - side, y - half}, {x + side, y + half}, packed(theme::ink), ui_.px(2), 0, ui_.px(2));
}

std::optional<std::size_t> Lanes::entry_under(const LiveTape& tape, float x, float y) const {
    std::optional<std::size_t> best;
    float nearest = ui_.px(reach);
    for (std::size_t i = first_visible(tape); i < tape.size() && static_cast<double>(tape[i].ms) <= span_.to_ms; ++i) {
        const float middle = middle_of(lane_of(tape[i].channel));
        const bool above = tape[i].direction == Direction::in;
        const bool in_lane = std::abs(y - middle) <= lane_height_ / 2 && (y < middle) == above;
        const float distance = std::abs(x_of(tape[i]) - x);
        if (!in_lane || distance > nearest) continue;
        nearest = distance;
        best = i;
    }
    return best;
}

std::string Lanes::told(const TapeEntry& entry) const {
    const auto bytes = ByteView(entry.bytes).first(std::min(entry.bytes.size(), told_bytes));
    const bool out = entry.direction == Direction::out;
    return fmt::format("{}  {}  {}\n{}", seconds(static_cast<double>(entry.ms), 3, ui_.language()),
                       ui_.text(out ? TextKey("engineer.out") : TextKey("engineer.in")),
                       counted("engineer.bytes", ui_.language(), static_cast<std::int64_t>(entry.bytes.size())),
                       shown_bytes(entry.channel, entry.direction, bytes).text);
}

}  // namespace stapel::app
