#include "ui/cli/meter_write.hpp"

#include "fixtures/meter/iec_reader.hpp"
#include "fixtures/meter/iec_text.hpp"
#include "ui/cli/module_device.hpp"
#include "ui/session/signals.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace stapel::cli {
namespace {

using meter::IecReader;

void tell(std::string_view item, std::string_view what) {
    fmt::print("{} {}\n", meter::parameter_name(item), what);
}

void write_one_by_one(IecReader& reader, const std::vector<std::string>& items) {
    reader.connect();
    for (const std::string& item : items) {
        reader.write(item);
        tell(item, "written");
    }
    reader.disconnect();
}

void write_together(IecReader& reader, const std::vector<std::string>& items) {
    reader.connect();
    reader.write_group(fmt::format("{}", fmt::join(items, "")));
    for (const std::string& item : items) tell(item, "written");
    reader.disconnect();
}

void write_without_session(IecReader& reader, const WriteOptions& options) {
    const bool heard_by_one = !options.meter.address.empty();
    for (const std::string& item : options.items) {
        reader.write_sessionless(item);
        tell(item, heard_by_one ? "written" : "sent to all meters, none answers");
    }
}

}  // namespace

Status write_meter(const WriteOptions& options) {
    const std::stop_token stop = session::stop_on_signals();
    const auto stream = open_device(options.meter.port, stop);
    IecReader reader(*stream, system_clock(), stop,
                     {.address = options.meter.address,
                      .password = options.meter.password,
                      .start_baud = options.meter.baud});
    if (options.broadcast)
        for (const std::string& item : options.items) {
            reader.broadcast(item);
            tell(item, "sent to all meters, none answers");
        }
    else if (options.no_session)
        write_without_session(reader, options);
    else if (options.group)
        write_together(reader, options.items);
    else
        write_one_by_one(reader, options.items);
    return Status::ok;
}

}  // namespace stapel::cli
