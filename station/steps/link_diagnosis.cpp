#include "station/steps/link_diagnosis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace stapel::steps {
namespace {

using Kind = meter::IecMessage::Kind;

// Two turns of IEC and one of HDLC, 3 s apart (dialect 5): in this time a sign-on comes for sure.
constexpr auto sign_on_time = std::chrono::seconds(15);
constexpr std::array<std::uint32_t, 7> speeds{9600, 4800, 19200, 2400, 1200, 600, 300};  // protocols 1.2

/// What the module sent, taken apart.
struct Evidence {
    std::size_t characters = 0, requests = 0, options = 0;
    bool hdlc = false;  ///< the beginning of a frame, protocols 2.1
};

Evidence evidence_in(const Bytes& heard) {
    Evidence evidence{.characters = heard.size()};
    meter::IecSplitter splitter;
    splitter.feed(heard);
    while (const auto message = splitter.next()) {
        if (message->kind == Kind::request) ++evidence.requests;
        if (message->kind == Kind::option) ++evidence.options;
    }
    constexpr std::array hdlc_start{std::byte{0x7E}, std::byte{0xA0}};
    evidence.hdlc = std::ranges::search(heard, hdlc_start).begin() != heard.end();
    return evidence;
}

std::string faults_heard(const run::Dialogue& dialogue) {
    std::string faults;
    for (const auto& heard : dialogue.console)
        if (heard.line.key == "fault") faults += (faults.empty() ? "" : ", ") + heard.line.value("code");
    return faults.empty() ? "no fault on the console" : "on the console: " + faults;
}

std::string counted(const MeterPlay& play, const run::Dialogue& dialogue) {
    const auto& counters = play.counters();
    return fmt::format("{} characters, {} sign-ons, {} messages of wrong parity, {} blocks ({} wrong), {} wrong "
                       "passwords; {} HDLC frames ({} damaged), {} associations ({} refused, {} wrong secrets) received; {}",
                       play.heard().size(), counters.sign_ons, counters.spoiled_messages, counters.blocks,
                       counters.wrong_blocks, counters.wrong_passwords, play.frames().frames, play.frames().spoiled,
                       play.associations().associations, play.associations().refused, play.associations().wrong_secrets,
                       faults_heard(dialogue));
}

/// Nothing at all came: the module's transmitter, or the jig's wire? With its two wires tied together a module that
/// transmits hears itself.
[[noreturn]] void blame_silence(run::StepContext& context, Console& console) {
    context.jig_command("ROUT:MET:LOOP ON");
    const auto deadline = context.clock().now() + context.tempo().answer_wait(sign_on_time);
    bool echo = console.heard_fault("meter_echo");
    while (!echo && console.next(deadline)) echo = console.heard_fault("meter_echo");
    context.jig_command("ROUT:MET:LOOP OFF");
    if (echo)
        throw Failure(Code::meter_wire_broken, "the module hears itself with the loop on, nothing of it reaches the station");
    throw link_failure(Code::meter_silent, "a sign-on expected every 3 s, nothing received, and with the loop on the module "
                                           "does not hear itself");
}

[[noreturn]] void blame_speed(MeterPlay& play, const Evidence& evidence) {
    const std::uint32_t own = meter::baud_of(play.meter().data().com1.start_speed);
    const auto found = std::ranges::find_if(
        speeds, [&](std::uint32_t baud) { return baud != own && play.hears_module_at(baud, sign_on_time); });
    const auto speed = found == speeds.end() ? "none found at any other speed"
                                                   : fmt::format("found at {} Bd", *found);
    throw link_failure(Code::meter_garbled, fmt::format("a sign-on at {} Bd expected, {} characters without one received; {}",
                                                        own, evidence.characters, speed));
}

/// The first cause that explains what was seen, in either protocol; those further along the dialogue come later.
Code cause_of(const Evidence& evidence, const MeterPlay& play) {
    const auto& iec = play.counters();
    const auto& dlms = play.associations();
    const auto& frames = play.frames();
    if (iec.spoiled_messages > iec.sign_ons + iec.blocks) return Code::meter_parity;
    if (iec.wrong_blocks > 0 || frames.spoiled > frames.frames) return Code::meter_bcc;
    if (iec.wrong_passwords > 0 || dlms.wrong_secrets > 0) return Code::meter_password;
    const bool went_on = evidence.options > 0 || iec.blocks > 0 || dlms.associations > 0 || dlms.refused > 0;
    return went_on ? Code::meter_link_broken : Code::meter_deaf;
}

}  // namespace

Failure link_failure(Code code, const std::string& detail) { return Failure(code, detail + "; a meter would show ERR 05"); }

void diagnose_link(run::StepContext& context, MeterPlay& play, Console& console) {
    const auto evidence = evidence_in(play.heard());
    const auto& dialogue = context.facts().dialogue;
    if (const auto* real = context.optical_meter())
        throw link_failure(Code::meter_link_broken, fmt::format("a link to the real {} expected, none told; {}", real->name,
                                                                faults_heard(dialogue)));
    if (evidence.characters == 0) blame_silence(context, console);
    if (evidence.requests == 0 && !evidence.hdlc) blame_speed(play, evidence);
    throw link_failure(cause_of(evidence, play),
                       "a whole dialogue up to the serial number expected, not found: " + counted(play, dialogue));
}

}  // namespace stapel::steps
