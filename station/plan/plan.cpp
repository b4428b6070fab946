#include "station/plan/plan.hpp"

#include "fixtures/meter/meter_types.hpp"
#include "station/plan/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

namespace stapel::plan {
namespace {

constexpr std::array plan_keys =
    std::to_array<std::string_view>({"plan", "version", "operation", "module", "image", "release", "settings", "meter",
                                     "pin", "serial", "unit_data", "setup", "main", "teardown"});
constexpr std::array operations = std::to_array<std::string_view>({"line", "sim", "repair"});

void read_head(const Fields& fields, Plan& plan, Problems& problems) {
    if (const Node* name = fields.require("plan", "the plan's name"))
        plan.name = read_name(*name, "the plan's name", problems).value_or("");
    if (const Node* version = fields.require("version", "the plan's version"))
        plan.version = static_cast<int>(read_integer(*version, {1, 1'000'000}, problems).value_or(0));
    if (const Node* operation = fields.require("operation", one_of(operations)))
        plan.operation = read_word(*operation, operations, problems).value_or("");
    if (const Node* module_type = fields.require("module", one_of(module_types())))
        plan.module = read_word(*module_type, module_types(), problems).value_or("");
}

/// Whether there is such a release shows only at a station, which has a folder of them.
void read_release(const Node& node, const Fields& fields, Plan& plan, Problems& problems) {
    plan.release = read_release_name(node, problems).value_or("");
    plan.release_place = node.place;
    if (fields.find("image") != nullptr)
        problems.add(node.place, {"either `image:` or `release:`", "both", "remove one: a module gets one firmware"});
}

void read_profile(const Fields& fields, const LoadOptions& options, Plan& plan, Problems& problems) {
    if (const Node* image = fields.find("image"))
        plan.image = read_image_path(*image, plan.module, options, problems);
    if (const Node* release = fields.find("release")) read_release(*release, fields, plan, problems);
    if (const Node* serial = fields.find("serial")) read_serial(*serial, plan, problems);
    if (const Node* data = fields.find("unit_data")) plan.unit_data = read_unit_data(*data, problems);
    if (!plan.image.empty()) check_on_image(plan, problems);
    if (const Node* settings = fields.find("settings")) plan.settings = read_settings(*settings, problems);
    if (const Node* meter = fields.find("meter")) plan.meter = read_meter(*meter, problems);
    if (const Node* pin = fields.find("pin")) plan.pin = read_pin(*pin, problems);
}

void check_main(const Node* main, Problems& problems) {
    if (main != nullptr && main->kind == Node::Kind::list && main->items.empty())
        problems.add(main->place, {"at least one step in main", "an empty list", "add the steps of the test"});
}

/// A part of the plan beside its steps that a kind of step cannot do without.
struct Part {
    std::string_view key;
    bool StepKind::*needed;
    std::string_view what, advice;
    std::string_view stand_in{};  ///< a key that does as well
};
constexpr std::array parts{
    Part{"image", &StepKind::needs_image, "an image",
         "name the firmware, as in `image: nb02.hex` or `release: nb02-5.24`", "release"},
    Part{"settings", &StepKind::needs_settings, "settings", "write the profile, as in `settings: {mode: server}`"},
    Part{"meter", &StepKind::needs_meter, "a meter", "name the type to play, as in `meter: CE301`"},
};

void check_part_needed(const Part& part, std::span<const Section> sections, Problems& problems) {
    for (const Section& section : sections)
        for (std::size_t at = 0; at < section.steps.size(); ++at)
            if (const StepKind* kind = section.steps[at].kind; kind != nullptr && kind->*part.needed)
                problems.add(section.places[at].id,
                             {fmt::format("{} for {}", part.what, kind->name),
                              fmt::format("a plan without `{}:`", part.key), std::string(part.advice)});
}

bool is_needed(const Part& part, std::span<const Section> sections) {
    return std::ranges::any_of(sections, [&](const Section& section) {
        return std::ranges::any_of(section.steps, [&](const Step& step) {
            return step.kind != nullptr && step.kind->*part.needed;
        });
    });
}

void check_parts(const Fields& fields, std::span<const Section> sections, Problems& problems) {
    for (const Part& part : parts)
        if (fields.find(part.key) == nullptr && fields.find(part.stand_in) == nullptr)
            check_part_needed(part, sections, problems);
}

/// What is the module's own goes into it with the image.
void check_unit_parts(const Fields& fields, std::span<const Section> sections, Problems& problems) {
    if (is_needed(parts.front(), sections)) return;
    for (const auto* key : {"serial", "unit_data"})
        if (const Node* node = fields.find(key))
            problems.add(node->place, {"a step that writes the image, such as host.flash", "none",
                                       fmt::format("add one, or remove `{}:`", key)});
}

bool is_unspoken(const meter::MeterType& type, std::string_view protocol) {
    return (protocol == "dlms" && !type.dlms) || (protocol == "iec" && !type.iec.spoken);
}

/// A module that is told to speak one protocol never links to a meter that has the other one only.
void check_protocol(std::span<const Section> sections, const Plan& plan, Problems& problems) {
    const auto protocol = plan.settings.find("meter_protocol");
    const meter::MeterType* type = meter::find_meter_type(plan.meter);
    if (protocol == plan.settings.end() || type == nullptr || !is_needed(parts.back(), sections)) return;
    const std::string& told = protocol->second.text;
    if (!is_unspoken(*type, told)) return;
    problems.add(protocol->second.place,
                 {fmt::format("meter_protocol auto or {}, which the meter {} speaks", type->dlms ? "dlms" : "iec", type->name),
                  told, "leave out the steps that talk to the module over its meter port, or this setting"});
}

/// Nor does one to a meter whose port is set to a protocol that its type does not have.
void check_played_protocols(std::span<const Section> sections, const Plan& plan, Problems& problems) {
    const meter::MeterType* type = meter::find_meter_type(plan.meter);
    if (type == nullptr) return;
    for (const Section& section : sections)
        for (std::size_t at = 0; at < section.steps.size(); ++at) {
            const Step& step = section.steps[at];
            const auto protocol = step.with.find("protocol");
            if (step.kind == nullptr || !step.kind->needs_meter || protocol == step.with.end()) continue;
            if (!is_unspoken(*type, protocol->second)) continue;
            problems.add(section.places[at].id,
                         {fmt::format("protocol automatic or {}, which the meter {} speaks", type->dlms ? "dlms" : "iec",
                                      type->name),
                          protocol->second, "correct the step's `protocol:`, or name another meter"});
        }
}

void read_steps(const Fields& fields, Catalogue catalogue, Plan& plan, Problems& problems) {
    const Node* main = fields.require("main", "the list of steps");
    check_main(main, problems);
    std::array sections{read_section("setup", fields.find("setup"), catalogue, problems),
                        read_section("main", main, catalogue, problems),
                        read_section("teardown", fields.find("teardown"), catalogue, problems)};
    check_order(sections, problems);
    check_parts(fields, sections, problems);
    check_unit_parts(fields, sections, problems);
    check_protocol(sections, plan, problems);
    check_played_protocols(sections, plan, problems);
    plan.setup = std::move(sections[0].steps);
    plan.main = std::move(sections[1].steps);
    plan.teardown = std::move(sections[2].steps);
}

}  // namespace

Loaded load(const std::string& file, const LoadOptions& options) {
    Problems problems(file);
    const Document document = Document::read(problems);
    if (document.root() == nullptr) return {std::nullopt, problems.in_order()};

    Plan plan;
    plan.file = file;
    plan.source = document.source();
    const Fields fields(*document.root(), "a plan", plan_keys, problems);
    read_head(fields, plan, problems);
    read_profile(fields, options, plan, problems);
    read_steps(fields, options.catalogue, plan, problems);
    if (!problems.empty()) return {std::nullopt, problems.in_order()};
    return {std::move(plan), {}};
}

}  // namespace stapel::plan
