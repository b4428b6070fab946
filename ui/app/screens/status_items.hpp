#pragma once

#include "ui/app/model/snapshot.hpp"
#include "ui/app/model/view.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace stapel::app {

/// One thing that the status bar tells.
struct StatusItem {
    std::string_view name;  ///< of its widget
    std::string text;
    bool never_cut = false;
};

/// Station, order, plan, firmware, operator, today's numbers: what is known of them, in this order.
[[nodiscard]] std::vector<StatusItem> status_items(const Snapshot& snapshot, Language language);

/// `ВИРТУАЛЬНАЯ ОСНАСТКА ×50`; empty for a real fixture.
[[nodiscard]] std::string virtual_words(const Work& work, Language language);

/// Whether records are safe.
[[nodiscard]] std::string records_words(const Snapshot& snapshot, Language language);

}  // namespace stapel::app
