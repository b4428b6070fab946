#include "ui/app/window/typing.hpp"

#include <utility>

namespace stapel::app {

void Typing::add_key(char us, TimePoint now) {
    held_.keys += us;
    last_ = now;
}

void Typing::add_text(const std::string& text, TimePoint now) {
    held_.text += text;
    last_ = now;
}

std::optional<TimePoint> Typing::due() const {
    if (!last_) return std::nullopt;
    return *last_ + pause;
}

Typed Typing::take() {
    last_.reset();
    return std::exchange(held_, {});
}

}  // namespace stapel::app
