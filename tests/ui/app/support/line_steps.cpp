#include "tests/ui/app/support/line_steps.hpp"

#include "tests/ui/app/support/identities.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <utility>

namespace stapel::app::test {
namespace {

records::Measurement measured(std::string name, records::MeasuredValue value, std::string unit = {}) {
    records::Measurement row;
    row.name = std::move(name);
    row.value = std::move(value);
    row.unit = std::move(unit);
    row.outcome = "pass";
    return row;
}

struct Limits {
    std::optional<double> min{}, max{};
};

records::Measurement limited(std::string name, double value, std::string unit, Limits limits) {
    auto row = measured(std::move(name), value, std::move(unit));
    row.min = limits.min;
    row.max = limits.max;
    return row;
}

records::Measurement expected(std::string name, records::MeasuredValue value, std::string wanted) {
    auto row = measured(std::move(name), std::move(value));
    row.expected = std::move(wanted);
    return row;
}

StepLine passed(std::string id, std::string kind, std::int64_t ms, std::vector<records::Measurement> measurements) {
    return {.id = std::move(id), .kind = std::move(kind), .attempt = 1, .state = StepState::pass, .ms = ms, .code = {},
            .detail = {}, .measurements = std::move(measurements)};
}

/// Between -1 and 1, from the module's number alone.
double wobble(int number, int which) { return std::sin(number * 12.9898 + which * 78.233); }

double rounded(double value, double grain) { return std::round(value / grain) * grain; }

StepLine boot(std::string id, int number) {
    const int start = id == "boot" ? 1 : 2;
    const double ready = rounded(21.4 + 4.0 * wobble(number, start), 0.001);
    return passed(std::move(id), "host.boot", static_cast<std::int64_t>(ready * 1000) + 742,
                  {measured("boot_time", 337.0 + start * 6, "ms"), limited("ready_time", ready, "s", {15, 30}),
                   limited("boot_current", rounded(45 + 4 * wobble(number, start + 2), 0.1), "mA", {30, 60})});
}

std::vector<StepLine> programming(int number) {
    return {passed("jig-selftest", "jig.selftest", 140, {measured("cycles", 18'204.0 + number)}),
            passed("power-on", "jig.power", 1505,
                   {limited("supply_voltage", rounded(4.001 + 0.01 * wobble(number, 5), 0.001), "V", {3.9, 4.1}),
                    limited("reset_current", rounded(12.0 + 1.5 * wobble(number, 6), 0.1), "mA", {3, 20})}),
            passed("identity", "host.identity", 5318,
                   {measured("uid", "1F5F27D64D468FFF47323120"), measured("serial", serial_of(number)),
                    measured("version", "none")}),
            passed("flash", "host.flash", 17'368,
                   {measured("bytes", 73'728.0, "B"), measured("duration", 12'026.0, "ms"), measured("retries", 0.0)})};
}

std::vector<StepLine> transceiver(int number) {
    return {passed("modem", "modem.identity", 6343,
                   {measured("imei", imei_of(number)), measured("model", "SIMCOM_SIM7070G"),
                    measured("revision", "4B07SIM7070G")}),
            passed("sim", "sim.identity", 367,
                   {measured("iccid", iccid_of(number)), measured("iccid_check", "good"), measured("pin_state", "ready")}),
            passed("defaults", "sim.defaults", 954,
                   {measured("records_written", 2.0), measured("records_cleared", 0.0), measured("messages_kept", 0.0),
                    measured("places_used", 2.0)})};
}

std::vector<StepLine> meter(int number) {
    return {passed("link", "meter.link", 10'313,
                   {measured("sign_ons", 1.0), measured("parity_errors", 0.0), limited("wrong_blocks", 0, "", {{}, 0}),
                    limited("link_time", rounded(10.4 + 2.5 * wobble(number, 7), 0.001), "s", {{}, 60}),
                    measured("meter_type", "CE301"), measured("meter_serial", "009218026012854")}),
            passed("settings", "module.settings", 15'140,
                   {measured("settings_compared", 37.0), limited("settings_different", 0, "", {{}, 0})}),
            passed("counter", "meter.counter", 15'286, {measured("energy", "14410.4935695"), measured("values", 5.0)}),
            passed("status", "module.status", 440,
                   {measured("version", "v04v5.24.8415.3.1.1"), measured("type", "NB02"), measured("imei", imei_of(number)),
                    measured("iccid", iccid_of(number)), measured("ip", "10.78.66.236"), measured("iccid_same", true)})};
}

std::vector<StepLine> network(int number) {
    const double csq = std::round(19 + 3 * wobble(number, 8));
    return {passed("registration", "module.registration", 4211,
                   {measured("registration_time", 4.211, "s"), measured("rat", "NB-IoT"),
                    expected("ip_obtained", true, "true")}),
            passed("signal", "module.rssi", 10'549,
                   {limited("samples", 10, "", {10, {}}), limited("csq", csq, "", {14, {}}),
                    measured("rssi_dbm", -113 + 2 * csq, "dBm"), limited("spread", 1, "", {{}, 6})}),
            passed("idle-current", "jig.current", 1094,
                   {limited("idle_current", rounded(30 + 4 * wobble(number, 9), 0.1), "mA", {20, 45}),
                    limited("peak_current", rounded(211 + 40 * wobble(number, 10), 0.1), "mA", {{}, 400})}),
            passed("transceiver-signal", "modem.rssi", 17'339,
                   {limited("samples", 10, "", {10, {}}), limited("csq", csq, "", {14, {}}),
                    measured("rssi_dbm", -113 + 2 * csq, "dBm"), measured("reference_csq", 20.0),
                    limited("difference", csq - 20, "", {-5, 5})})};
}

std::vector<StepLine> ending(int number) {
    return {passed("identity-last", "identity.same", 162,
                   {measured("imei", imei_of(number)), measured("iccid", iccid_of(number))}),
            passed("power-off", "jig.off", 1310, {limited("residual_current", 0.0, "mA", {{}, 1})})};
}

/// As if the step had not begun.
void forget(StepLine& step, StepState state) {
    step.state = state;
    step.ms = 0;
    step.measurements.clear();
}

/// What made the step fail, among what it measured.
void spoil(StepLine& step) {
    for (auto& row : step.measurements) {
        if (row.name == "wrong_blocks") row.value = 14.0;
        if (row.name == "csq") row.value = 9.0;
        if (row.name == "wrong_blocks" || row.name == "csq") row.outcome = "fail";
    }
    if (step.id == "link") std::erase_if(step.measurements, [](const auto& row) { return row.name.starts_with("meter_"); });
}

/// The failed step with the tries before it.
std::vector<StepLine> tries_of(StepLine step, const std::string& code, const std::string& detail) {
    step.state = StepState::fail;
    step.code = code;
    step.detail = detail;
    spoil(step);
    auto again = step;
    again.attempt = 2;
    return step.id == "link" ? std::vector{step, again} : std::vector{step};
}

}  // namespace

std::vector<StepLine> passed_steps(int number) {
    std::vector<StepLine> all;
    const auto append = [&](std::vector<StepLine> steps) { std::ranges::move(steps, std::back_inserter(all)); };
    append(programming(number));
    append(transceiver(number));
    append({boot("boot", number), boot("boot-again", number)});
    append(meter(number));
    append(network(number));
    append(ending(number));
    return all;
}

std::vector<StepLine> steps_under_way(int number, int done) {
    auto steps = passed_steps(number);
    for (auto index = static_cast<std::size_t>(done); index < steps.size(); ++index)
        forget(steps[index], StepState::waiting);
    if (static_cast<std::size_t>(done) < steps.size()) steps[static_cast<std::size_t>(done)].state = StepState::running;
    return steps;
}

std::vector<StepLine> failed_steps(int number, const std::string& step, const std::string& code, const std::string& detail) {
    std::vector<StepLine> all;
    bool after = false;
    for (auto& line : passed_steps(number)) {
        if (line.id == step) {
            std::ranges::move(tries_of(line, code, detail), std::back_inserter(all));
            after = true;
            continue;
        }
        if (after && line.id != "power-off") forget(line, StepState::skipped);
        all.push_back(std::move(line));
    }
    return all;
}

Series earlier_values() {
    Series series;
    for (int number = 100; number < 140; ++number)
        for (const auto& step : passed_steps(number))
            for (const auto& row : step.measurements)
                if (const auto* value = std::get_if<double>(&row.value)) series[step.id + "/" + row.name].push_back(*value);
    return series;
}

}  // namespace stapel::app::test
