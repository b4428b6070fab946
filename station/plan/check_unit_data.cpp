#include "flasher/chip.hpp"
#include "flasher/image/image_file.hpp"
#include "flasher/image/unit_field.hpp"
#include "station/plan/check.hpp"
#include "station/plan/unit_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace stapel::plan {
namespace {

constexpr std::uint32_t longest_field = 256;
constexpr std::uint32_t longest_serial = 11;  // `S` and ten digits (dialect 4)

std::optional<UnitDatum::From> read_from(const Node& node, Problems& problems) {
    constexpr std::array words = std::to_array<std::string_view>({"serial", "keys"});
    const auto word = read_word(node, words, problems);
    if (!word) return std::nullopt;
    return *word == "serial" ? UnitDatum::From::serial : UnitDatum::From::keys;
}

/// Keys lie at the station: a plan is checked where they are not.
void read_keys(const Fields& fields, UnitDatum& datum, Problems& problems) {
    constexpr std::array formats = std::to_array<std::string_view>({"text", "hex"});
    if (const Node* file = fields.require("file", "the file that holds them, as in `file: keys.csv`")) {
        datum.file_place = file->place;
        const auto path = std::filesystem::path(read_text(*file, "the path of a file of keys", problems).value_or(""));
        std::error_code error;
        datum.file = std::filesystem::absolute(std::filesystem::path(problems.file()).parent_path() / path, error)
                         .lexically_normal().string();
    }
    if (const Node* format = fields.require("format", "text or hex"))
        datum.format =
            read_word(*format, formats, problems) == "hex" ? UnitDatum::Format::hex : UnitDatum::Format::text;
    if (datum.size != 0 && datum.size < shortest_key)
        problems.add(datum.place, {fmt::format("keys of at least {} bytes", shortest_key), std::to_string(datum.size),
                                   "a shorter one could be found out from the hash that records keep of it"});
}

void check_serial_parts(const Fields& fields, const UnitDatum& datum, Problems& problems) {
    if (datum.size != 0 && datum.size < longest_serial)
        problems.add(datum.place,
                     {fmt::format("at least {} bytes for a serial", longest_serial), std::to_string(datum.size),
                      "make `size:` larger; what a serial leaves is filled with zeros"});
    for (const auto* key : {"file", "format"})
        if (const Node* node = fields.find(key))
            problems.add(node->place, {"a serial, which has no file and is text", fmt::format("`{}:`", key),
                                       "remove it, or write `from: keys`"});
}

void read_size(const Node& node, UnitDatum& datum, Problems& problems) {
    datum.size = static_cast<std::uint32_t>(read_integer(node, {1, longest_field}, problems).value_or(0));
}

std::optional<UnitDatum> read_datum(const Node& node, Problems& problems) {
    constexpr std::array keys =
        std::to_array<std::string_view>({"name", "offset", "size", "from", "file", "format"});
    const Fields fields(node, "unit data", keys, problems);
    if (node.kind != Node::Kind::map) return std::nullopt;
    UnitDatum datum;
    if (const Node* name = fields.require("name", "its name in records"))
        datum.name = read_name(*name, "a name", problems).value_or("");
    if (const Node* offset = fields.require("offset", "bytes from the start of the flash")) {
        datum.place = offset->place;
        datum.offset = read_offset(*offset, problems).value_or(0);
    }
    if (const Node* size = fields.require("size", "a number of bytes")) read_size(*size, datum, problems);
    const Node* from = fields.require("from", "serial or keys");
    const auto source = from == nullptr ? std::nullopt : read_from(*from, problems);
    if (!source) return std::nullopt;
    datum.from = *source;
    if (datum.from == UnitDatum::From::keys) read_keys(fields, datum, problems);
    else check_serial_parts(fields, datum, problems);
    return datum;
}

bool overlap(const UnitDatum& one, const UnitDatum& other) {
    return std::uint64_t{one.offset} < std::uint64_t{other.offset} + other.size &&
           std::uint64_t{other.offset} < std::uint64_t{one.offset} + one.size;
}

void check_against(const std::vector<UnitDatum>& before, const UnitDatum& datum, Problems& problems) {
    for (const UnitDatum& other : before) {
        if (other.name == datum.name)
            problems.add(datum.place,
                         {"a name that is unique in the plan", plan::quoted(datum.name), "rename one of them"});
        if (overlap(other, datum))
            problems.add(datum.place,
                         {fmt::format("bytes that {} does not have", plan::quoted(other.name)),
                          fmt::format("{} bytes at 0x{:X}", datum.size, datum.offset), "move one of them"});
    }
}

}  // namespace

void read_serial(const Node& node, Plan& plan, Problems& problems) {
    constexpr std::array keys = std::to_array<std::string_view>({"pool"});
    const Fields fields(node, "where serials come from", keys, problems);
    const Node* pool = fields.require("pool", "the name of a pool of this station");
    if (pool == nullptr) return;
    plan.serial_pool = read_name(*pool, "a pool's name", problems).value_or("");
    plan.serial_pool_place = pool->place;
}

std::vector<UnitDatum> read_unit_data(const Node& node, Problems& problems) {
    std::vector<UnitDatum> data;
    for (const Node* item : read_list(
             node, "- {name: key, offset: 0x20000, size: 16, from: keys, file: keys.csv, format: hex}", problems)) {
        auto datum = read_datum(*item, problems);
        if (!datum) continue;
        check_against(data, *datum, problems);
        data.push_back(std::move(*datum));
    }
    return data;
}

void check_unit_data(const std::vector<UnitDatum>& data, const flasher::ImageFile& file, Problems& problems) {
    const auto read = flasher::read_header(file.image, flasher::flash_start);
    if (!read.header) return;  // that is said of the image already
    auto rest = file;
    for (const UnitDatum& datum : data) {
        if (datum.size == 0) continue;
        const flasher::UnitField field{datum.offset, datum.size};
        if (const auto problem = flasher::unit_field_problem(rest, *read.header, field))
            problems.add(datum.place, {problem->expected, fmt::format("{} bytes at 0x{:X}", datum.size, datum.offset),
                                       problem->advice});
        else
            flasher::put_unit_field(rest.image, field, Bytes(datum.size, std::byte{0}));
    }
}

void check_on_image(const Plan& plan, Problems& problems) {
    if (plan.unit_data.empty()) return;
    try {
        check_unit_data(plan.unit_data, flasher::read_image(plan.image, flasher::flash_start), problems);
    } catch (const flasher::ImageError&) {  // the image's own problem was told where it was read
    }
}

}  // namespace stapel::plan
