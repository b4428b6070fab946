#include "fixtures/meter/iec_reader.hpp"
#include "fixtures/meter/port_check.hpp"
#include "station/base/failure.hpp"
#include "ui/cli/meter_read.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>

namespace stapel::cli {
namespace {

using meter::IecReader, meter::IecReading, meter::printable;

/// Asked for when nothing is named. Of types that do not have one the other is told (protocols 1.8).
constexpr std::array<std::string_view, 8> usual_items{"SNUMB()", "IDENT()", "SCSD_()",  "DATE_()",
                                                      "TIME_()", "STAT_()", "ET0PE()", "EMD01(0.0,F)"};

std::vector<std::string> shown(const meter::IecValues& values) {
    std::vector<std::string> texts;
    std::ranges::transform(values, std::back_inserter(texts), [](const std::string& value) { return printable(value); });
    return texts;
}

/// One line a name; several values of one name belong together.
std::vector<ToldItem> by_name(const IecReading& reading) {
    std::vector<ToldItem> items;
    for (std::size_t at = 0; at < reading.values.size(); ++at) {
        const std::string name = printable(reading.names.at(at));
        if (items.empty() || items.back().name != name) items.push_back({.name = name});
        items.back().values.push_back(printable(reading.values.at(at)));
    }
    return items;
}

/// What the meter refuses is told in the place of its value; only a meter that breaks off ends the reading.
ToldItem told(const std::string& item, const std::function<IecReading()>& read) {
    try {
        return {.name = item, .values = shown(read().values)};
    } catch (const Failure& failure) {
        if (failure.code() != Code::read_meter_refused) throw;
        return {.name = item, .refusal = failure.detail()};
    }
}

std::vector<ToldItem> read_usual(IecReader& reader) {
    std::vector<ToldItem> items;
    for (const std::string_view item : usual_items)
        if (const auto reading = reader.read_if_there(item))
            items.push_back({.name = std::string(item), .values = shown(reading->values)});
    return items;
}

std::vector<ToldItem> read_in_session(IecReader& reader, const ReadOptions& options) {
    reader.connect();
    if (options.items.empty()) return read_usual(reader);
    if (options.group) return by_name(reader.read_group(fmt::format("{}", fmt::join(options.items, ""))));
    std::vector<ToldItem> items;
    for (const std::string& item : options.items) items.push_back(told(item, [&] { return reader.read(item); }));
    return items;
}

std::vector<ToldItem> read_items(IecReader& reader, const ReadOptions& options) {
    if (options.readout || options.quick) return by_name(reader.readout(options.quick));
    if (!options.no_session) return read_in_session(reader, options);
    std::vector<ToldItem> items;
    for (const std::string& item : options.items)
        items.push_back(told(item, [&] { return reader.read_sessionless(item); }));
    return items;
}

}  // namespace

ToldMeter read_by_iec(transport::Stream& stream, const std::stop_token& stop, const ReadOptions& options) {
    IecReader reader(stream, system_clock(), stop,
                     {.address = options.meter.address,
                      .password = options.meter.password,
                      .start_baud = options.meter.baud});
    ToldMeter meter{.protocol = "iec", .items = read_items(reader, options)};
    meter.identification = printable(reader.identification());
    reader.disconnect();
    return meter;
}

}  // namespace stapel::cli
