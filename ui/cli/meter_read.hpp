#pragma once

#include "fixtures/transport/stream.hpp"
#include "ui/cli/meter_options.hpp"

#include <stop_token>
#include <string>
#include <vector>

namespace stapel::cli {

struct ReadOptions {
    MeterOptions meter;
    std::string protocol = "auto", client = "32";
    bool gmac = false, readout = false, quick = false, list = false, group = false, no_session = false, json = false;
    std::vector<std::string> items;
};

/// What was asked for, and what the meter told.
struct ToldItem {
    std::string name;
    std::vector<std::string> values{};
    std::string refusal{};  ///< why there is no value; empty = it was told
};

struct ToldMeter {
    std::string protocol{}, identification{};  ///< `iec` or `dlms`; the sign-on's
    std::vector<ToldItem> items{};
};

/// By IEC 62056-21; failures as `IecReader` has them.
[[nodiscard]] ToldMeter read_by_iec(transport::Stream& stream, const std::stop_token& stop, const ReadOptions& options);
/// By DLMS; failures as `DlmsReader` has them, and `UsageError` for an item that is no object.
[[nodiscard]] ToldMeter read_by_dlms(transport::Stream& stream, const std::stop_token& stop, const ReadOptions& options);

/// `stapel meter read`: a line for each item.
[[nodiscard]] Status read_meter(const ReadOptions& options);

}  // namespace stapel::cli
