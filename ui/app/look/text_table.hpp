#pragma once

#include "ui/app/look/texts_engineer.hpp"
#include "ui/app/look/texts_operator.hpp"
#include "ui/app/look/texts_records.hpp"
#include "ui/app/look/texts_work.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace stapel::app {

template <std::size_t... Sizes>
[[nodiscard]] consteval auto joined(const std::array<TextLine, Sizes>&... parts) {
    std::array<TextLine, (Sizes + ...)> all{};
    auto* end = all.data();
    ((end = std::ranges::copy(parts, end).out), ...);
    return all;
}

/// Every text of the window.
inline constexpr auto text_table = joined(texts_operator, texts_work, texts_engineer, texts_records);

}  // namespace stapel::app
