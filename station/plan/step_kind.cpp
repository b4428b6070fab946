#include "station/plan/step_kind.hpp"

#include <algorithm>

namespace stapel::plan {

const StepKind* find_kind(Catalogue catalogue, std::string_view name) {
    const auto found = std::ranges::find(catalogue, name, &StepKind::name);
    return found == catalogue.end() ? nullptr : &*found;
}

}  // namespace stapel::plan
