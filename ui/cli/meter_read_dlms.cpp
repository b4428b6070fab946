#include "fixtures/meter/dlms_reader.hpp"
#include "fixtures/meter/port_check.hpp"
#include "fixtures/meter/spodes_objects.hpp"
#include "ui/cli/meter_read.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace stapel::cli {
namespace {

using meter::CosemListed, meter::CosemName, meter::DlmsReader, meter::Obis;

constexpr std::int8_t value_attribute = 2;

/// Asked for when nothing is named: who the meter is, its clock, what it imported in all and by tariff (protocols 2.8).
std::vector<CosemName> usual_attributes() {
    std::vector<CosemName> names{{meter::data_class, meter::serial_object, value_attribute},
                                 {meter::data_class, meter::type_object, value_attribute},
                                 {meter::data_class, {0, 0, 96, 1, 2, 255}, value_attribute},
                                 {meter::clock_class, meter::clock_object, value_attribute}};
    constexpr std::uint8_t tariffs = 4;
    for (std::uint8_t tariff = 0; tariff <= tariffs; ++tariff)
        names.push_back({meter::register_class, {1, 0, 1, 8, tariff, 255}, value_attribute});
    return names;
}

[[noreturn]] void refuse_item(const std::string& item) {
    throw UsageError(fmt::format("ITEM: expected OBIS or OBIS:ATTRIBUTE, found '{}': write six numbers with dots "
                                 "between them, as in 1.0.1.8.0.255:2", item));
}

/// The object and attribute of an item; its class is not known yet.
CosemName name_in(const std::string& item) {
    const std::size_t colon = std::min(item.find(':'), item.size());
    const auto object = meter::parse_obis(std::string_view(item).substr(0, colon));
    if (!object) refuse_item(item);
    CosemName name{.object = *object, .index = value_attribute};
    if (colon == item.size()) return name;
    const char* end = item.data() + item.size();
    const auto [stop, error] = std::from_chars(item.data() + colon + 1, end, name.index);
    if (error != std::errc() || stop != end || name.index < 1) refuse_item(item);
    return name;
}

std::string text_of_name(const CosemName& name) { return fmt::format("{}:{}", to_text(name.object), name.index); }

ToldItem read_one(DlmsReader& reader, const CosemName& name) {
    const auto got = reader.get(name);
    if (!got.data)
        return {.name = text_of_name(name), .refusal = fmt::format("the meter answers \"{}\"", to_text(got.result))};
    const auto text = got.data->text();
    return {.name = text_of_name(name), .values = {text ? meter::printable(*text) : to_text(*got.data)}};
}

/// The meter's own list knows each object's class.
std::vector<ToldItem> read_named(DlmsReader& reader, const std::vector<CosemName>& wanted) {
    const auto list = reader.object_list();
    std::vector<ToldItem> items;
    for (CosemName name : wanted) {
        const auto listed = std::ranges::find(list, name.object, &CosemListed::name);
        if (listed == list.end()) {
            items.push_back({.name = text_of_name(name), .refusal = "not in the meter's object list for this client"});
            continue;
        }
        name.class_id = listed->class_id;
        items.push_back(read_one(reader, name));
    }
    return items;
}

std::vector<ToldItem> read_list(DlmsReader& reader) {
    std::vector<ToldItem> items;
    for (const CosemListed& line : reader.object_list())
        items.push_back({.name = to_text(line.name),
                         .values = {fmt::format("class {}", line.class_id), fmt::format("version {}", line.version)}});
    return items;
}

std::vector<ToldItem> read_usual(DlmsReader& reader) {
    std::vector<ToldItem> items;
    for (const CosemName& name : usual_attributes()) items.push_back(read_one(reader, name));
    return items;
}

meter::DlmsReaderOptions reader_options(const ReadOptions& options) {
    meter::DlmsReaderOptions reader{.link = {.server = server_of(options.meter)}, .gmac = options.gmac};
    std::from_chars(options.client.data(), options.client.data() + options.client.size(), reader.link.client);
    if (options.client == "32") reader.secret = options.meter.dlms_password;
    if (options.client == "48") reader.secret = options.meter.key;
    return reader;
}

}  // namespace

ToldMeter read_by_dlms(transport::Stream& stream, const std::stop_token& stop, const ReadOptions& options) {
    std::vector<CosemName> wanted;
    std::ranges::transform(options.items, std::back_inserter(wanted), name_in);
    stream.configure({.baud = options.meter.baud});
    DlmsReader reader(stream, system_clock(), stop, reader_options(options));
    reader.connect();
    ToldMeter meter{.protocol = "dlms"};
    if (options.list) meter.items = read_list(reader);
    else meter.items = wanted.empty() ? read_usual(reader) : read_named(reader, wanted);
    reader.disconnect();
    return meter;
}

}  // namespace stapel::cli
