#pragma once

#include "flasher/image/image_file.hpp"
#include "station/plan/plan.hpp"

#include <vector>

namespace stapel::plan {

/// Records keep a key's SHA-256; what is shorter could be found from it by trying.
constexpr std::uint32_t shortest_key = 8;

/// Whether the plan's unit data can stand beside this image; problems at their places in the plan.
void check_unit_data(const std::vector<UnitDatum>& data, const flasher::ImageFile& file, Problems& problems);

}  // namespace stapel::plan
