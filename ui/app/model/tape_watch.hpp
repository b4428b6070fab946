#pragma once

#include "ui/app/model/snapshot.hpp"
#include "ui/app/model/view.hpp"

#include <optional>
#include <string>
#include <utility>

namespace stapel::app {

/// What goes over the channels of the site that is looked at. It is read only while a screen shows it, at most four times
/// a second, and once after the site has come to rest.
class TapeWatch {
public:
    /// The site whose tape is to be read now; one at a time, until `take`.
    [[nodiscard]] std::optional<int> due(const Snapshot& snapshot, const View& view);
    /// A tape that was read; one of a site that is not looked at any more is dropped.
    void take(int site, LiveTape tape);
    /// Of the site that is looked at.
    [[nodiscard]] const LiveTape& tape() const { return tape_; }

private:
    struct Moment {
        int site = 0;
        std::string run;
        SiteState state = SiteState::empty;
        bool operator==(const Moment&) const = default;
    };

    std::optional<Moment> asked_for_;
    TimePoint asked_at_{};
    bool under_way_ = false;
    LiveTape tape_;
};

}  // namespace stapel::app
