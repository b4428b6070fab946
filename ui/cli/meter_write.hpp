#pragma once

#include "ui/cli/meter_options.hpp"

#include <string>
#include <vector>

namespace stapel::cli {

struct WriteOptions {
    MeterOptions meter;
    bool group = false, no_session = false, broadcast = false;
    std::vector<std::string> items;
};

/// `stapel meter write`: a line for each parameter that was written.
[[nodiscard]] Status write_meter(const WriteOptions& options);

}  // namespace stapel::cli
