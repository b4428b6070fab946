#include "ui/cli/meter_read.hpp"

#include "station/base/characters.hpp"
#include "station/base/failure.hpp"
#include "ui/cli/json_text.hpp"
#include "ui/cli/module_device.hpp"
#include "ui/session/signals.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace stapel::cli {
namespace {

using Json = nlohmann::ordered_json;

/// A name of IEC 62056-21 begins with a letter, an OBIS code with a digit.
bool names_object(const std::string& item) { return !item.empty() && is_digit(item.front()); }

/// The protocol that the question itself decides; `auto` where it does not.
std::string asked_protocol(const ReadOptions& options) {
    if (options.protocol != "auto") return options.protocol;
    if (options.list) return "dlms";
    if (options.readout || options.quick || options.group || options.no_session) return "iec";
    if (options.items.empty()) return "auto";
    return names_object(options.items.front()) ? "dlms" : "iec";
}

ToldMeter ask(transport::Stream& stream, const std::stop_token& stop, const ReadOptions& options) {
    const std::string protocol = asked_protocol(options);
    if (protocol == "dlms") return read_by_dlms(stream, stop, options);
    if (protocol == "iec") return read_by_iec(stream, stop, options);
    try {
        return read_by_iec(stream, stop, options);
    } catch (const Failure& failure) {
        if (failure.code() != Code::read_meter_silent) throw;
    }
    return read_by_dlms(stream, stop, options);
}

std::string text_of_meter(const ToldMeter& told) {
    std::string text;
    if (!told.identification.empty()) text = fmt::format("{:<24} {}\n", "identification", told.identification);
    for (const ToldItem& item : told.items) {
        const bool refused = !item.refusal.empty();
        const std::string told_text = refused ? "- " + item.refusal : fmt::format("{}", fmt::join(item.values, ", "));
        text += fmt::format("{:<24} {}\n", item.name, told_text);
    }
    return text;
}

std::string json_of_meter(const ToldMeter& told) {
    Json items = Json::array();
    for (const ToldItem& item : told.items)
        items.push_back({{"item", item.name},
                         {"values", item.refusal.empty() ? Json(item.values) : Json(nullptr)},
                         {"reason", known(item.refusal)}});
    return json_text({{"protocol", told.protocol}, {"identification", known(told.identification)}, {"items", items}});
}

}  // namespace

Status read_meter(const ReadOptions& options) {
    const std::stop_token stop = session::stop_on_signals();
    const auto stream = open_device(options.meter.port, stop);
    const ToldMeter told = ask(*stream, stop, options);
    fmt::print("{}", options.json ? json_of_meter(told) : text_of_meter(told));
    const bool all = std::ranges::all_of(told.items, [](const ToldItem& item) { return item.refusal.empty(); });
    return all ? Status::ok : Status::failed;
}

}  // namespace stapel::cli
