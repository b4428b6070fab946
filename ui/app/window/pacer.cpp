#include "ui/app/window/pacer.hpp"

#include <algorithm>

namespace stapel::app {

void Pacer::drawn(TimePoint now) {
    last_ = now;
    if (quick_ > 0) --quick_;
    if (slow_ > 0) --slow_;
}

TimePoint Pacer::due(TimePoint at_latest) const {
    if (quick_ > 0) return std::min(last_ + shortest, at_latest);
    return slow_ > 0 ? std::min(last_ + news_apart, at_latest) : at_latest;
}

TimePoint next_second(TimePoint now, UtcTime utc) {
    return now + (std::chrono::floor<std::chrono::seconds>(utc) + std::chrono::seconds(1) - utc);
}

}  // namespace stapel::app
