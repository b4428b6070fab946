#include "tests/ui/app/support/sample_answers.hpp"

#include "tests/ui/app/support/identities.hpp"
#include "tests/ui/app/support/line_steps.hpp"
#include "tests/ui/app/support/sample_tape.hpp"

#include <string>
#include <utility>

namespace stapel::app::test {
namespace {

constexpr int opened = 3;  // the unit that is opened
const char* const plan_sha256 = "2d3f8c1b9c0a4e57a8d6f1e0b7c4a9923e5d6f708192a3b4c5d6e7f8091a2b3c";

std::string outcome_of(StepState state) {
    switch (state) {
        case StepState::pass: return "pass";
        case StepState::fail: return "fail";
        case StepState::error: return "error";
        case StepState::aborted: return "aborted";
        case StepState::skipped: return "skipped";
        case StepState::waiting:
        case StepState::running: return "";
    }
    return "";
}

std::vector<records::StepRecord> recorded(const std::vector<StepLine>& lines) {
    std::vector<records::StepRecord> steps;
    for (const auto& line : lines)
        steps.push_back({.position = static_cast<int>(steps.size()) + 1, .step = line.id, .attempt = line.attempt,
                         .outcome = outcome_of(line.state), .ms = line.ms, .code = line.code,
                         .measurements = line.measurements});
    return steps;
}

struct Ended {
    int number, site, attempt;
    const char *started, *ended, *outcome;
};

records::RunRecord run_record(const Ended& ended, std::vector<StepLine> lines) {
    records::RunRecord run;
    run.run = run_of(ended.number);
    run.operation = "line";
    run.purpose = ended.attempt == 1 ? "production" : "retest";
    run.site = ended.site;
    run.attempt = ended.attempt;
    run.plan = "nb02-line";
    run.plan_sha256 = plan_sha256;
    run.started_utc = ended.started;
    run.ended_utc = ended.ended;
    run.outcome = ended.outcome;
    run.dialect = "station-v1";
    run.steps = recorded(lines);
    return run;
}

records::RunRecord failed_run(const Ended& ended, const char* step, const char* code) {
    auto run = run_record(ended, failed_steps(opened, step, code, ""));
    run.failed_step = step;
    run.code = code;
    return run;
}

records::UnitRecord opened_unit() {
    records::UnitRecord record;
    record.unit = {.serial = serial_of(opened), .imei = imei_of(opened), .iccid = iccid_of(opened),
                   .meter_serial = "009218026012854", .order_no = "ЗК-2026-118", .state = "failed"};
    record.runs = {failed_run({903, 3, 3, "2026-11-24T09:31:02.310Z", "2026-11-24T09:36:41.820Z", "fail"}, "link", "E-254"),
                   failed_run({902, 2, 2, "2026-11-24T08:52:10.114Z", "2026-11-24T08:55:27.440Z", "fail"}, "signal", "E-267"),
                   run_record({901, 1, 1, "2026-11-23T13:20:44.002Z", "2026-11-23T13:23:28.751Z", "pass"},
                              passed_steps(opened))};
    return record;
}

FoundUnit found(int number, const char* state, const char* outcome, const char* started) {
    return {.serial = serial_of(number), .imei = imei_of(number), .iccid = iccid_of(number), .order_no = "ЗК-2026-118",
            .state = state, .last_outcome = outcome, .last_started_utc = started};
}

}  // namespace

Answers found_answers() {
    Answers answers;
    answers.search = "S31";
    answers.found = {found(opened, "failed", "fail", "2026-11-24T09:31:02.310Z"),
                     found(4, "passed", "pass", "2026-11-24T09:30:55.124Z"),
                     found(5, "scrapped", "fail", "2026-11-24T08:15:31.907Z"),
                     found(6, "shipped", "pass", "2026-10-02T11:04:09.551Z"),
                     found(7, "new", "aborted", "2026-10-02T10:58:20.038Z")};
    answers.unit = std::make_shared<const records::UnitRecord>(opened_unit());
    answers.unit_tape = std::make_shared<const LiveTape>(sample_tape());
    answers.unit_tape_run = answers.unit->runs.front().run;
    answers.ports = sample_ports();
    return answers;
}

std::vector<PortLine> sample_ports() {
    return {{1, "control", "serial:path=1-1.1"},
            {1, "host", "serial:path=1-1.2"},
            {1, "modem", "serial:path=1-1.3"},
            {1, "meter", "serial:path=1-1.4"},
            {2, "control", "serial:path=1-2.1"},
            {2, "host", "serial:path=1-2.2", "E-103", "/dev/ttyUSB5: no permission: join the group dialout"},
            {2, "modem", "serial:path=1-2.3", "E-104", "/dev/ttyUSB6 is held by minicom (4711): close it"},
            {2, "meter", "serial:path=1-2.4", "E-105", "no device at USB port 1-2.4: No such file or directory"},
            {0, "gsm_modem", "serial:sn=SIM7070-01"},
            {0, "label_printer", "tcp:127.0.0.1:9100"}};
}

}  // namespace stapel::app::test
