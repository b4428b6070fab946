#include "station/run/site.hpp"

#include "station/run/run_id.hpp"

#include <utility>

namespace stapel::run {
namespace {

constexpr auto open_time = std::chrono::seconds(2);
constexpr std::string_view dialect = "station-v1";

std::string control_address(const SiteWiring& wiring) { return wiring.channels.at("control"); }

std::string_view lamp_of(Outcome outcome) {
    if (outcome == Outcome::pass) return "GREEN";
    return outcome == Outcome::fail ? "RED" : "AMB";
}

/// Bench runs never enter yield; on a real fixture a first attempt is production and a later one a retest.
std::string purpose_of(const FixtureFile& fixture, const std::optional<int>& attempt) {
    if (fixture.virtual_) return "bench";
    return attempt.value_or(1) > 1 ? "retest" : "production";
}

}  // namespace

Site::Site(const SiteWiring& wiring, Links links)
    : number_(wiring.site),
      links_(std::move(links)),
      tempo_{links_.setup.fixture.speed},
      tape_(links_.clock),
      channels_(wiring, links_.setup.fixture.directory, links_.clock, tape_),
      instruments_(number_, links_.setup.fixture, links_.leases, links_.clock, tape_),
      journal_(number_, links_.writer, links_.observer, links_.setup.masker, links_.clock),
      jig_(
          [this, address = control_address(wiring)](std::stop_token stop) {
              return transport::recorded(transport::open_stream(address, links_.setup.fixture.directory,
                                                                links_.clock.now() + open_time, std::move(stop)),
                                         "control", tape_);
          },
          links_.clock) {}

void Site::start() {
    thread_ = std::jthread([this] { work(); });
}

void Site::stop() {
    stop_.request_stop();
    no_more_.request_stop();
    jig_.switch_off();
}

void Site::join() {
    if (thread_.joinable()) thread_.join();
}

void Site::work() {
    std::uint64_t closings = 0;
    for (int unit = 0; unit < links_.setup.units && !no_more_.stop_requested(); ++unit) {
        if (!links_.writer.failed().empty()) return;
        bool jig_answers = true;
        try {
            jig_.wait_for_closings(closings + 1, no_more_.get_token());
        } catch (const Cancelled&) {
            return;
        } catch (const Failure&) {
            jig_answers = false;  // the run's first step says so, with a record
        }
        closings = jig_.state().lid_closings;
        run_safely();
        if (!jig_answers) return;
    }
}

/// Whatever is thrown outside a step comes from the records: nothing is shown as passed then, and nothing stays on.
void Site::run_safely() {
    try {
        run_one();
    } catch (const std::exception& lost) {
        jig_.switch_off();
        journal_.log("error", lost.what());
        links_.ended(number_, {Outcome::error, "", std::string(text_of(Code::records_lost).number), lost.what()});
    }
}

void Site::run_one() {
    jig_.forget_trouble();
    tape_.restart();
    facts_ = Facts{};
    if (auto label = scans_.take(links_.clock.now(), {})) facts_.label = *std::move(label);
    const auto start = links_.clock.now();
    const auto begin = begin_row();
    journal_.begin(begin);
    lamp("BLUE");
    auto verdict = store(begin, execute(), links_.clock.now() - start);
    channels_.close();
    lamp(lamp_of(verdict.outcome));
    journal_.finished({.outcome = verdict.outcome, .serial = facts_.known_serial(), .imei = facts_.known_imei(),
                       .iccid = facts_.known_iccid(), .code = verdict.code, .failed_step = verdict.failed_step,
                       .ms = to_ms(tempo_.module_time(links_.clock.now() - start))});
    links_.ended(number_, verdict);
}

records::RunBegin Site::begin_row() {
    const auto& setup = links_.setup;
    const auto& plan = setup.prepared.plan;
    records::RunBegin row;
    row.run = make_run_id(links_.clock.utc());
    row.station = setup.fixture.station;
    row.site = number_;
    row.operation = plan.operation;
    row.plan = plan.name;
    row.plan_sha256 = setup.prepared.sha256;
    row.firmware_sha256 = setup.prepared.image_sha256;
    row.operator_id = setup.operator_id;
    row.serial = facts_.label.serial;
    row.imei = facts_.label.imei;
    row.iccid = facts_.label.iccid;
    row.attempt = links_.writer.next_attempt(plan.operation, row.serial, row.imei);
    row.purpose = purpose_of(setup.fixture, row.attempt);
    row.started = links_.clock.utc();
    row.dialect = dialect;
    row.program = setup.program_version;
    read_jig(row);
    return row;
}

/// The jig's own record data; a jig that does not answer is the first step's business.
void Site::read_jig(records::RunBegin& row) {
    try {
        row.calibration_due = jig_.query("CAL:DUE?", stop_.get_token());
        row.fixture_cycles = jig_.state().cycles;
    } catch (const std::exception&) {
        row.calibration_due.clear();
    }
}

Verdict Site::execute() {
    const StepTools tools{links_.setup.prepared, jig_, channels_, facts_, links_.clock, tempo_, &instruments_};
    try {
        journal_.commit({});  // a run exists on disk before its first step
    } catch (const Failure& lost) {
        return {Outcome::error, "", std::string(text_of(lost.code()).number), lost.detail()};
    }
    auto verdict = Sequencer(tools, journal_, stop_.get_token()).execute();
    jig_.switch_off();  // the driver's own safe state, whatever the plan's teardown did
    return verdict;
}

/// Stores the end of the run; a run that cannot be stored is never a pass.
Verdict Site::store(const records::RunBegin& begin, Verdict verdict, Duration real) {
    records::RunEnd end;
    end.run = begin.run;
    end.serial = facts_.known_serial();
    end.imei = facts_.known_imei();
    end.iccid = facts_.known_iccid();
    end.meter_serial = facts_.meter_serial;
    end.attempt = begin.attempt ? begin.attempt : links_.writer.next_attempt(begin.operation, end.serial, end.imei);
    end.ended = links_.clock.utc();
    end.ms = to_ms(tempo_.module_time(real));
    end.outcome = name_of(verdict.outcome);
    end.failed_step = verdict.failed_step;
    end.code = verdict.code;
    if (verdict.outcome != Outcome::pass) end.tape = tape_.entries();
    try {
        journal_.store_end(std::move(end));
    } catch (const Failure& lost) {
        journal_.log("error", lost.what());
        return {Outcome::error, verdict.failed_step, std::string(text_of(lost.code()).number), lost.detail()};
    }
    return verdict;
}

void Site::lamp(std::string_view colour) {
    try {
        jig_.command("OUTP:LAMP " + std::string(colour), {});
    } catch (const std::exception&) {  // a jig without a voice has no lamp either; the run tells of it
    }
}

}  // namespace stapel::run
