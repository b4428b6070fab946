#pragma once

#include "ui/session/status.hpp"

#include <exception>
#include <string>

namespace stapel::app {

/// Why a station could not be set to work.
struct TroubleText {
    std::string message;  ///< as the command line would tell it, several lines
    session::Status status = session::Status::fixture;
};

/// What the making of a session threw.
[[nodiscard]] TroubleText trouble_text(const std::exception_ptr& thrown);

}  // namespace stapel::app
