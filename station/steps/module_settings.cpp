#include "fixtures/module/profile.hpp"
#include "station/steps/catalogue.hpp"
#include "station/steps/meter_play.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stapel::steps {
namespace {

constexpr std::uint8_t wrong_password = 0x02;  // Appendix A

/// All settings, asked for with the profile's administrator password: that one is proven when it is taken.
std::vector<module::Item> read_all(MeterPlay& play) {
    auto answer = play.ask(module::Command::read);
    if (answer.error == wrong_password)
        throw Failure(Code::settings_differ, "admin_password: the module refuses the profile's");
    if (answer.error != 0)
        throw Failure(Code::settings_refused, fmt::format("error {:02X} ({}) in the answer to a reading of all settings",
                                                          answer.error, module::error_text(answer.error)));
    return std::move(answer.items);
}

std::string words_of(const std::vector<settings::Difference>& differences) {
    std::string words;
    for (const auto& [id, key, expected, found] : differences)
        words += fmt::format("{}{}: \"{}\" expected, \"{}\" found", words.empty() ? "" : "; ", key, expected, found);
    return words;
}

[[noreturn]] void refuse_password(std::string_view key, std::string_view how) {
    throw Failure(Code::settings_differ, fmt::format("{}: {} another one than the profile's", key, how));
}

/// PSW is answered by three lines behind the head: `APN: ...`, user, password (protocols 5.6).
void prove_apn_password(run::StepContext& context, MeterPlay& play) {
    constexpr std::size_t password_line = 4;
    const auto lines = play.text("PSW");
    const auto found = lines.size() > password_line ? lines[password_line] : std::string();
    if (found == context.prepared().profile.text("password")) return;
    context.hide(found);
    refuse_password("password", "the answer to PSW has");
}

/// What the module has proven to its meter: by the P1 that the meter received, or by the associations that it granted.
std::vector<std::string_view> prove_meter_passwords(run::StepContext& context, MeterPlay& play) {
    if (play.counters().blocks == 0 && play.associations().associations == 0) (void)play.text("COUNTER");
    if (play.meter().handshake().protocol != meter::SpokenProtocol::dlms) {
        if (play.counters().last_password != context.prepared().profile.text("meter_password"))
            refuse_password("meter_password", "the module presents to its meter");
        return {"meter_password"};
    }
    if (play.associations().wrong_secrets > 0) refuse_password("dlms_password", "the module presents to its meter");
    // Only the configurator's association, which its key opens, may write the display's value (dialect 5).
    if (play.meter().module_value()) return {"dlms_password", "dlms_key"};
    return {"dlms_password"};
}

/// What nothing on the meter port can prove is as good as the SIM's records, which hold it byte for byte.
void warn_of_unproven(run::StepContext& context, const std::vector<std::string_view>& proven) {
    if (context.facts().dialogue.defaults_read_back) return;
    const auto factory = settings::factory_profile();
    for (const std::string_view key : {"mqtt_password", "meter_password", "dlms_password", "dlms_key"})
        if (context.prepared().profile.text(key) != factory.text(key) && std::ranges::find(proven, key) == proven.end())
            context.log("warning", fmt::format("{} is not proven: no step of this run has read the SIM's records back", key));
}

}  // namespace

void module_settings(run::StepContext& context) {
    MeterPlay play(context);
    const auto read = read_all(play);
    const auto differences = settings::differences(context.prepared().profile, read);
    const auto compared = std::ranges::count_if(settings::all_settings(),
                                                [](const settings::Setting& setting) { return !setting.write_only; });
    context.measure("settings_compared", static_cast<double>(compared));
    context.measure("settings_different", static_cast<double>(differences.size()));
    if (!differences.empty()) throw Failure(Code::settings_differ, words_of(differences));
    prove_apn_password(context, play);
    warn_of_unproven(context, prove_meter_passwords(context, play));
    context.prove_jig();
}

}  // namespace stapel::steps
