#include "station/run/fixture_file.hpp"

#include "fixtures/meter/meter_types.hpp"
#include "fixtures/transport/stream.hpp"
#include "station/plan/fields.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>

namespace stapel::run {
namespace {

using plan::Fields;
using plan::Node;
using plan::Problems;

constexpr std::array file_keys =
    std::to_array<std::string_view>({"fixture", "station", "virtual", "speed", "releases", "sites", "shared"});
constexpr std::array channel_names =
    std::to_array<std::string_view>({"control", "host", "modem", "meter", "dfu"});
constexpr std::array site_keys =
    std::to_array<std::string_view>({"site", "control", "host", "modem", "meter", "dfu", "optical_meter"});
constexpr std::array shared_names = std::to_array<std::string_view>({"gsm_modem", "label_printer"});

std::string host_name() {
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0) return "station";
    return name.data();
}

std::optional<double> parse_speed(const Node& node) {
    if (node.kind != Node::Kind::scalar || node.quoted) return std::nullopt;
    double value = 0;
    const char* end = node.text.data() + node.text.size();
    const auto [stop, error] = std::from_chars(node.text.data(), end, value, std::chars_format::fixed);
    if (error != std::errc{} || stop != end || !(value >= 0.1 && value <= 1000)) return std::nullopt;
    return value;
}

double read_speed(const Node& node, bool is_virtual, Problems& problems) {
    if (!is_virtual)
        problems.add(node.place, {"no speed without `virtual: true`", "speed",
                                  "remove it: real modules take their own time"});
    const auto speed = parse_speed(node);
    if (!speed)
        problems.add(node.place, {"a speed from 0.1 to 1000", plan::describe(node), "write a number without unit"});
    return speed.value_or(1.0);
}

transport::Plug plug_of(std::string_view channel) {
    if (channel == "control") return transport::Plug::instrument;
    return channel == "dfu" ? transport::Plug::usb : transport::Plug::stream;
}

/// Reads addresses and sees that no two channels share one.
class Addresses {
public:
    explicit Addresses(Problems& problems) : problems_(problems) {}

    void read(const Node& node, const std::string& channel, std::map<std::string, std::string>& into) {
        const auto text = plan::read_text(node, fmt::format("the address of {}", channel), problems_);
        if (!text) return;
        const std::string problem = transport::address_problem(*text, plug_of(channel));
        if (!problem.empty()) {
            problems_.add(node.place, {fmt::format("an address of {}", channel), plan::describe(node), problem});
            return;
        }
        check_unique(node, *text);
        into.emplace(channel, *text);
    }

private:
    void check_unique(const Node& node, const std::string& address) {
        const auto [first, is_new] = first_lines_.emplace(address, node.place);
        if (!is_new)
            problems_.add(node.place, {"an address of its own for every channel", fmt::format("{} again", plan::describe(node)),
                                       fmt::format("correct it or the one in line {}", first->second.line)});
    }

    Problems& problems_;
    std::map<std::string, plan::Place> first_lines_;
};

int read_site_number(const Node& node, const std::vector<SiteWiring>& before, Problems& problems) {
    const auto number = plan::read_integer(node, {1, 999}, problems);
    if (!number) return 0;
    if (std::ranges::find(before, *number, &SiteWiring::site) != before.end())
        problems.add(node.place, {"each site number once", fmt::format("{} again", *number), "number the sites 1, 2, 3 ..."});
    return static_cast<int>(*number);
}

/// Checks that there is a `meter` channel, too: without one the type says nothing.
const meter::MeterType* read_optical_meter(const Node& node, const Fields& site, Problems& problems) {
    const auto name = plan::read_text(node, "the type of a meter", problems);
    if (!name) return nullptr;
    const meter::MeterType* type = meter::find_meter_type(*name);
    if (type == nullptr)
        problems.add(node.place, {meter::meter_type_names(), plan::describe(node), "write one of these types"});
    else if (site.find("meter") == nullptr)
        problems.add(node.place, {"optical_meter beside a meter channel", "no channel meter",
                                  "add `meter:` with the address of the optical probe"});
    return type;
}

SiteWiring read_site(const Node& node, const std::vector<SiteWiring>& before, Addresses& addresses,
                     Problems& problems) {
    const Fields fields(node, "a site", site_keys, problems);
    SiteWiring wiring;
    if (const Node* number = fields.require("site", "the site's number, from 1"))
        wiring.site = read_site_number(*number, before, problems);
    static_cast<void>(fields.require("control", "the address of the jig's controller"));
    for (const std::string_view channel : channel_names)
        if (const Node* address = fields.find(channel)) addresses.read(*address, std::string(channel), wiring.channels);
    if (const Node* type = fields.find("optical_meter"))
        wiring.optical_meter = read_optical_meter(*type, fields, problems);
    return wiring;
}

void read_sites(const Node& node, Addresses& addresses, FixtureFile& fixture, Problems& problems) {
    const auto items = plan::read_list(node, "lines such as `- {site: 1, control: ...}`", problems);
    if (items.empty() && node.kind == Node::Kind::list)
        problems.add(node.place, {"at least one site", "an empty list", "add a line `- {site: 1, control: ...}`"});
    for (const Node* item : items)
        fixture.sites.push_back(read_site(*item, fixture.sites, addresses, problems));
}

void read_shared(const Node& node, Addresses& addresses, FixtureFile& fixture, Problems& problems) {
    const Fields fields(node, "shared instruments", shared_names, problems);
    for (const std::string_view name : shared_names)
        if (const Node* address = fields.find(name)) addresses.read(*address, std::string(name), fixture.shared);
}

/// A plain text that is not empty.
std::string read_title(const Node& node, std::string_view what, Problems& problems) {
    auto text = plan::read_text(node, what, problems).value_or("");
    if (text.empty() && node.kind == Node::Kind::scalar && !plan::looks_like_no_text(node))
        problems.add(node.place, {std::string(what), "an empty text", "give it a name"});
    return text;
}

void read_head(const Fields& fields, FixtureFile& fixture, Problems& problems) {
    if (const Node* name = fields.require("fixture", "the fixture's name"))
        fixture.name = read_title(*name, "the fixture's name", problems);
    const Node* station = fields.find("station");
    fixture.station = station != nullptr ? read_title(*station, "the station's name", problems) : host_name();
    if (const Node* is_virtual = fields.find("virtual"))
        fixture.virtual_ = plan::read_boolean(*is_virtual, problems).value_or(true);
    if (const Node* releases = fields.find("releases"))
        fixture.releases =
            (std::filesystem::path(fixture.directory) / read_title(*releases, "a folder", problems)).string();
    if (const Node* speed = fields.find("speed")) fixture.speed = read_speed(*speed, fixture.virtual_, problems);
}

std::string directory_of(const std::string& file) {
    std::error_code error;
    const auto directory = std::filesystem::path(file).parent_path();
    return std::filesystem::absolute(directory.empty() ? "." : directory, error).lexically_normal().string();
}

}  // namespace

LoadedFixture load_fixture(const std::string& file) {
    Problems problems(file);
    const auto document = plan::Document::read(problems);
    if (document.root() == nullptr) return {std::nullopt, problems.in_order()};

    FixtureFile fixture;
    fixture.directory = directory_of(file);
    Addresses addresses(problems);
    const Fields fields(*document.root(), "a fixture file", file_keys, problems);
    read_head(fields, fixture, problems);
    if (const Node* sites = fields.require("sites", "the list of sites")) read_sites(*sites, addresses, fixture, problems);
    if (const Node* shared = fields.find("shared")) read_shared(*shared, addresses, fixture, problems);
    if (!problems.empty()) return {std::nullopt, problems.in_order()};
    return {std::move(fixture), {}};
}

}  // namespace stapel::run
