#pragma once

#include "ui/app/model/snapshot.hpp"
#include "ui/app/model/view.hpp"

#include <string>

namespace stapel::app {

/// How much a person is needed.
enum class Urgency {
    calm,     ///< the work goes on by itself, or waits for the next module
    module,   ///< a module is to be put away
    trouble,  ///< the jig, the station or its records
};

/// The one thing that the operator does next.
struct NextAction {
    std::string text;
    int site = 0;  ///< 0: the whole station
    Urgency urgency = Urgency::calm;
    std::string reason;  ///< more about it; may be empty
};

/// In this order: records that are not safe; a step's question; a verdict to be acknowledged; a jig's trouble; what the
/// chosen site, or the first free one, waits for; waiting. In the view's language.
[[nodiscard]] NextAction next_action(const Snapshot& snapshot, const View& view);

}  // namespace stapel::app
