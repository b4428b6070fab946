#pragma once

#include <cstddef>
#include <string>

namespace stapel::frames {

/// The next bytes of a channel and what they say.
struct Piece {
    std::size_t size = 0;
    std::string meaning{};
};

}  // namespace stapel::frames
