#pragma once

#include "ui/app/model/command.hpp"

#include <variant>
#include <vector>

namespace stapel::app::test {

/// The commands of that kind among what was given, in their order.
template <typename Wanted>
[[nodiscard]] std::vector<Wanted> given(const Commands& commands) {
    std::vector<Wanted> found;
    for (const auto& command : commands)
        if (const auto* one = std::get_if<Wanted>(&command)) found.push_back(*one);
    return found;
}

}  // namespace stapel::app::test
