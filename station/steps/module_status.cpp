#include "fixtures/module/status.hpp"
#include "station/steps/catalogue.hpp"
#include "station/steps/meter_play.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stapel::steps {
namespace {

/// What the module knows of itself, from its extended status and the answers about its identities.
struct Told {
    module::Status status;
    std::string imei, iccid, ip, ipv6;
};

Told ask(MeterPlay& play) {
    Told told;
    told.status = status_of(play.ask_good(module::Command::extended_status));
    told.imei = status_of(play.ask_good(module::Command::imei)).imei;
    told.iccid = status_of(play.ask_good(module::Command::iccid)).iccid;
    told.ip = status_of(play.ask_good(module::Command::ip)).ip;
    told.ipv6 = status_of(play.ask_good(module::Command::ipv6)).ipv6;
    return told;
}

/// A module that has just become ready may still be asking its transceiver.
Told ask_until_known(run::StepContext& context, MeterPlay& play) {
    const auto deadline = context.clock().now() + context.tempo().answer_wait(context.duration("within"));
    auto told = ask(play);
    while ((told.imei.empty() || told.iccid.empty()) && context.clock().now() < deadline) {
        play.serve(std::min(deadline, context.clock().now() + std::chrono::milliseconds(100)));
        told = ask(play);
    }
    return told;
}

void expect_same(Code code, std::string_view what, const std::string& expected, const std::string& found) {
    if (!expected.empty() && expected != found)
        throw Failure(code, fmt::format("{} {} expected, the module tells {}", what, expected, found.empty() ? "none" : found));
}

void measure(run::StepContext& context, const Told& told) {
    context.measure_text("version", told.status.version);
    context.measure_text("type", told.status.type);
    context.measure_text("imei", told.imei);
    context.measure_text("iccid", told.iccid);
    context.measure_text("ip", told.ip);
    context.measure_text("ipv6", told.ipv6);
    if (told.status.lcd) context.measure("lcd", fmt::format("{:08X}", *told.status.lcd));
    if (const auto version = told.status.transceiver_version) context.measure("transceiver_version", static_cast<double>(*version));
}

void check_display(const module::Status& status) {
    if (!status.lcd) throw Failure(Code::module_answer, "the value of the display expected in the extended status, none found");
    if (module::lcd_fields(*status.lcd)[0] != 0)
        throw Failure(Code::module_answer, fmt::format("0 expected as first character of the display, {:08X} found", *status.lcd));
}

}  // namespace

// The ICCID is measured against the run's first reading and left to the plan: the transceiver itself is asked last.
void module_status(run::StepContext& context) {
    MeterPlay play(context);
    const auto told = ask_until_known(context, play);
    const auto& facts = context.facts();
    measure(context, told);
    context.measure("iccid_same", facts.known_iccid().empty() || told.iccid == facts.known_iccid());
    if (const auto& header = context.prepared().header) {
        expect_same(Code::boot_identity_differs, "version", header->version, told.status.version);
        expect_same(Code::boot_identity_differs, "type", header->type, told.status.type);
    }
    expect_same(Code::imei_differs, "IMEI", facts.known_imei(), told.imei);
    check_display(told.status);
    context.prove_jig();
}

}  // namespace stapel::steps
