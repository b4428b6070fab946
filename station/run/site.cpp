#include "station/run/site.hpp"

#include "fixtures/jig/tmc_stream.hpp"
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

}  // namespace

Site::Site(const SiteWiring& wiring, Links links)
    : number_(wiring.site),
      links_(std::move(links)),
      tempo_{links_.setup.fixture.speed},
      tape_(links_.clock),
      channels_(wiring, links_.setup.fixture.directory, links_.clock, tape_),
      instruments_(number_, links_.setup.fixture, links_.leases, links_.clock, tape_),
      journal_(number_, links_.writer, links_.observer, links_.setup.masker, links_.clock),
      gate_({.units = links_.setup.units, .hold_until_acknowledged = links_.setup.hold_until_acknowledged}, links_.changed),
      jig_(
          [this, address = control_address(wiring)](std::stop_token stop) {
              return transport::recorded(jig::open_control(address, links_.setup.fixture.directory,
                                                            links_.clock.now() + open_time, std::move(stop)),
                                         "control", tape_);
          },
          links_.clock, [this](const JigState& jig, bool in_trouble) { seen(jig, in_trouble); }) {}

void Site::start() {
    gate_.open();
    thread_ = std::jthread([this] { work(); });
}

bool Site::stop_run() {
    if (!gate_.stop_run()) return false;
    jig_.switch_off();
    return true;
}

void Site::stop() {
    gate_.stop();
    jig_.switch_off();
    question_.close();
}

void Site::join() {
    if (thread_.joinable()) thread_.join();
}

bool Site::order(HandOrder order) {
    const std::lock_guard lock(orders_mutex_);
    if (!gate_.in_phase(Phase::manual)) return false;
    orders_.post(std::move(order));
    return true;
}

std::vector<transport::TapeEntry> Site::tape() const {
    std::unique_lock lock(newest_mutex_);
    auto entries = tape_.entries();
    const auto masker = journal_.masker();
    lock.unlock();
    masker.mask(entries);
    return entries;
}

void Site::seen(const JigState& jig, bool in_trouble) {
    gate_.jig_seen(jig, in_trouble);
    if (in_trouble) order({.kind = HandOrder::Kind::trouble});
}

void Site::work() {
    while (links_.writer.failed().empty()) {
        const auto turn = gate_.next();
        if (turn.kind == Turn::Kind::none) break;
        take_turn(turn);
    }
    gate_.ended();
}

/// Whatever is thrown outside a step comes from the records: nothing is shown as passed then, and nothing stays on.
void Site::take_turn(const Turn& turn) {
    const bool manual = turn.kind == Turn::Kind::manual;
    try {
        manual ? drive_by_hand(turn) : run_one(turn);
    } catch (const std::exception& lost) {
        lose_records(lost);
        manual ? end_drive() : gate_.run_over(Outcome::error);
    }
}

/// Orders that came too late are no other drive's.
void Site::end_drive() {
    const std::lock_guard lock(orders_mutex_);
    gate_.manual_over();
    (void)orders_.take_all();
}

void Site::lose_records(const std::exception& why) {
    jig_.switch_off();
    journal_.log("error", why.what());
    links_.ended(number_, {Outcome::error, "", std::string(text_of(Code::records_lost).number), why.what()});
}

void Site::run_one(const Turn& turn) {
    begin_record();
    facts_.label = turn.label;
    const auto start = links_.clock.now();
    const auto begin = begin_row({}, turn.stop);
    journal_.begin(begin);
    lamp("BLUE");
    const auto verdict = store(begin, execute(turn.stop), links_.clock.now() - start);
    channels_.close();
    lamp(lamp_of(verdict.outcome));
    links_.ended(number_, verdict);
    gate_.run_over(verdict.outcome);  // whoever hears of the end may acknowledge it
    tell_finished(verdict, links_.clock.now() - start);
}

/// No module is named in the record: what an engineer tries is no attempt of its run and leaves its state alone.
void Site::drive_by_hand(const Turn& turn) {
    begin_record();
    const auto start = links_.clock.now();
    const auto begin = begin_row(records::engineering_purpose, turn.stop);
    journal_.begin(begin, By::hand);
    HandDrive(jig_, journal_, links_.clock).talk(orders_, turn.stop);
    jig_.switch_off();
    reset_jig();
    const Verdict by_hand{.outcome = Outcome::aborted, .failed_step = {},
                          .code = std::string(text_of(Code::driven_by_hand).number), .detail = {}};
    const auto verdict = store(begin, by_hand, links_.clock.now() - start);
    if (verdict.outcome != Outcome::aborted) links_.ended(number_, verdict);
    end_drive();
    tell_finished(verdict, links_.clock.now() - start);
}

void Site::begin_record() {
    jig_.forget_trouble();
    facts_ = Facts{};
    const std::lock_guard lock(newest_mutex_);
    tape_.restart();
    journal_.forget_found_secrets();
}

void Site::tell_finished(const Verdict& verdict, Duration real) {
    journal_.finished({.outcome = verdict.outcome, .serial = facts_.known_serial(), .imei = facts_.known_imei(),
                       .iccid = facts_.known_iccid(), .code = verdict.code, .failed_step = verdict.failed_step,
                       .ms = to_ms(tempo_.module_time(real))});
}

records::RunBegin Site::begin_row(std::string_view purpose, std::stop_token stop) {
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
    row.purpose = purpose.empty() ? purpose_of(row.attempt) : purpose;
    row.started = links_.clock.utc();
    row.dialect = dialect;
    row.program = setup.program_version;
    read_jig(row, std::move(stop));
    return row;
}

/// Bench and engineering never enter yield; on a real fixture a first attempt is production and a later one a retest.
std::string Site::purpose_of(const std::optional<int>& attempt) const {
    if (links_.setup.fixture.virtual_) return "bench";
    if (links_.setup.engineering) return records::engineering_purpose;
    return attempt.value_or(1) > 1 ? "retest" : "production";
}

/// The jig's own record data; a jig that does not answer is the first step's business.
void Site::read_jig(records::RunBegin& row, std::stop_token stop) {
    try {
        row.calibration_due = jig_.query("CAL:DUE?", std::move(stop));
        row.fixture_cycles = jig_.state().cycles;
    } catch (const std::exception&) {
        row.calibration_due.clear();
    }
}

Verdict Site::execute(std::stop_token stop) {
    Numbers numbers(links_.writer, links_.clock, journal_.run());
    const StepTools tools{links_.setup.prepared, jig_, channels_, facts_, links_.clock, tempo_, &instruments_, &question_,
                          &numbers, links_.setup.flash_journals};
    try {
        journal_.commit({});  // a run exists on disk before its first step
    } catch (const Failure& lost) {
        return {Outcome::error, "", std::string(text_of(lost.code()).number), lost.detail()};
    }
    auto verdict = Sequencer(tools, journal_, std::move(stop)).execute();
    jig_.switch_off();  // the driver's own safe state, whatever the plan's teardown did
    return verdict;
}

/// A run that did not pass keeps what its channels said; one whose meter dialogue was measured, that dialogue.
std::vector<transport::TapeEntry> Site::kept_tape(Outcome outcome) const {
    if (outcome == Outcome::pass && !facts_.dialogue.frames_are_a_result) return {};
    auto entries = tape_.entries();
    if (outcome == Outcome::pass) std::erase_if(entries, [](const auto& entry) { return entry.channel != "meter"; });
    return entries;
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
    end.tape = kept_tape(verdict.outcome);
    tape_.halt();  // the looks at the jig until the next run would push this one's off the tape
    try {
        journal_.store_end(std::move(end));
    } catch (const Failure& lost) {
        journal_.log("error", lost.what());
        return {Outcome::error, verdict.failed_step, std::string(text_of(lost.code()).number), lost.detail()};
    }
    return verdict;
}

/// What an engineer has left on the jig must not meet the next module: voltage, antenna, SIM and loop as they were.
void Site::reset_jig() {
    try {
        jig_.command("*RST", {});
        jig_.command("SYST:WATC 2", {});  // *RST stops the watchdog (DESIGN 5)
    } catch (const std::exception&) {  // one that does not answer is reset when it is found again
    }
}

void Site::lamp(std::string_view colour) {
    try {
        jig_.command("OUTP:LAMP " + std::string(colour), {});
    } catch (const std::exception&) {  // a jig without a voice has no lamp either; the run tells of it
    }
}

}  // namespace stapel::run
