#pragma once

#include "station/records/rows.hpp"
#include "ui/app/model/view.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace stapel::app {

/// `мА` for `mA`; the unit itself where there is no other word for it.
[[nodiscard]] std::string unit_text(std::string_view unit, Language language);

/// `idle_current` in words: `Ток покоя`; the name itself when it is none of the catalogue's.
[[nodiscard]] std::string measurement_name(std::string_view name, Language language);

/// `4,002 В`, `да`, or the text that was read; a dash for an empty one. Numbers carry no more decimals than they need.
[[nodiscard]] std::string value_text(const records::Measurement& measurement, Language language);

/// `3,9 … 4,1 В`, `≤ 60 с`, `= CE301`; empty when nothing was demanded.
[[nodiscard]] std::string limits_text(const records::Measurement& measurement, Language language);

/// `12,3 с` below a minute, else `2:05`.
[[nodiscard]] std::string duration_text(std::int64_t ms, Language language);

}  // namespace stapel::app
