#include "station/records/journal.hpp"

#include "station/crypto/random.hpp"
#include "station/records/schema.hpp"
#include "station/records/units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

namespace stapel::records {
namespace {

Hash hash_in(const Statement& statement, int column) {
    Hash hash{};
    const ByteView stored = statement.blob(column);
    std::copy_n(stored.begin(), std::min(stored.size(), hash.size()), hash.begin());
    return hash;
}

std::string new_epoch() {
    return crypto::lower_hex(crypto::random_bytes(8));
}

void add_value(SealedInsert& insert, const MeasuredValue& value) {
    if (const auto* number = std::get_if<double>(&value)) insert.text("number").real(*number);
    else if (const auto* text = std::get_if<std::string>(&value)) insert.text("text").text(*text);
    else insert.text("boolean").text(std::get<bool>(value) ? "true" : "false");
}

}  // namespace

ChainHead chain_head(const Connection& connection) {
    ChainHead head;
    Statement meta(connection, "SELECT hash FROM meta");
    if (meta.step()) head.hash = hash_in(meta, 0);
    for (const ChainedTable& table : chained_tables_of(connection)) {
        Statement last(connection, fmt::format("SELECT seq, hash FROM {} ORDER BY seq DESC LIMIT 1", table.name));
        if (last.step() && last.integer(0) > head.seq) head = {last.integer(0), hash_in(last, 1)};
    }
    return head;
}

void write_meta(const Connection& connection, Kind kind, UtcTime created) {
    CanonicalRow canonical;
    SealedInsert insert(connection, "meta", canonical);
    const std::string epoch = new_epoch(), time = rfc3339(created);
    insert.start().integer(std::int64_t{1}).text(kind == Kind::bench ? "bench" : "station").text(epoch).text(time);
    insert.run(Hash{});
}

Journal::Journal(const Connection& connection)
    : connection_(connection), session_(connection, "session", canonical_),
      run_begin_(connection, "run_begin", canonical_), step_start_(connection, "step_start", canonical_),
      step_end_(connection, "step_end", canonical_), measurement_(connection, "measurement", canonical_),
      tape_(connection, "tape", canonical_), unit_(connection, "unit", canonical_),
      run_end_(connection, "run_end", canonical_), unit_mark_(connection, "unit_mark", canonical_),
      serial_pool_(connection, "serial_pool", canonical_), number_change_(connection, "number_change", canonical_),
      book_(connection),
      unit_by_serial_(connection, unit_query("serial")),
      unit_by_imei_(connection, unit_query("imei")), unit_by_iccid_(connection, unit_query("iccid")),
      state_{chain_head(connection), {}} {}

void Journal::store(std::span<const Row> rows) {
    State before = state_;
    try {
        Transaction transaction(connection_, "BEGIN IMMEDIATE");
        for (const Row& row : rows) std::visit([this](const auto& one) { append(one); }, row);
        transaction.commit();
    } catch (...) {
        state_ = std::move(before);  // nothing of the group is in the database
        throw;
    }
}

void Journal::append_session(UtcTime opened) {
    static const std::string library = connection_.text("SELECT sqlite_version()");
    const std::string time = rfc3339(opened);
    start(session_).text(time).text(library);
    seal(session_);
}

void Journal::append_recovered_end(std::int64_t run_seq, std::int64_t items, const RunEnd& end,
                                   const std::string& order_no) {
    OpenRun run{run_seq, items, order_no};
    append_end(run, end);
}

SealedInsert& Journal::start(SealedInsert& insert) { return insert.start().integer(state_.head.seq + 1); }

SealedInsert& Journal::start(SealedInsert& insert, OpenRun& run) {
    return start(insert).integer(run.seq).integer(++run.items);
}

void Journal::seal(SealedInsert& insert) {
    state_.head.hash = insert.run(state_.head.hash);
    ++state_.head.seq;
}

Journal::OpenRun& Journal::open_run(const std::string& run) {
    const auto found = state_.open.find(run);
    assert(found != state_.open.end() && "a row of a run that was not begun or has ended");
    return found->second;
}

void Journal::append(const RunBegin& row) {
    const std::string started = rfc3339(row.started);
    start(run_begin_)
        .text(row.run).known_text(row.station).integer(std::int64_t{row.site}).known_text(row.operation)
        .known_text(row.purpose).known_text(row.plan).known_text(row.plan_sha256).known_text(row.firmware_sha256)
        .known_text(row.order_no).known_text(row.operator_id).known_text(row.serial).known_text(row.imei)
        .known_text(row.iccid).integer(row.attempt).text(started).known_text(row.dialect).known_text(row.program)
        .integer(row.fixture_cycles).known_text(row.calibration_due);
    seal(run_begin_);
    state_.open.emplace(row.run, OpenRun{state_.head.seq, 0, row.order_no, row.purpose != engineering_purpose});
}

void Journal::append(const StepStart& row) {
    const std::string started = rfc3339(row.started);
    start(step_start_, open_run(row.run)).integer(std::int64_t{row.position}).text(row.step)
        .integer(std::int64_t{row.attempt}).text(started);
    seal(step_start_);
}

void Journal::append(const StepEnd& row) {
    start(step_end_, open_run(row.run)).integer(std::int64_t{row.position}).text(row.outcome).integer(row.ms)
        .known_text(row.code).known_text(row.detail);
    seal(step_end_);
}

void Journal::append(const Measurement& row) {
    start(measurement_, open_run(row.run)).integer(std::int64_t{row.position}).text(row.name);
    add_value(measurement_, row.value);
    measurement_.known_text(row.unit).real(row.min).real(row.max);
    if (row.expected) measurement_.text(*row.expected);
    else measurement_.null();
    measurement_.text(row.outcome);
    seal(measurement_);
}

void Journal::append(const RunEnd& row) {
    append_end(open_run(row.run), row);
    state_.open.erase(row.run);
}

void Journal::append(const UnitMark& row) {
    const std::string marked = rfc3339(row.marked);
    start(unit_mark_).text(marked).known_text(row.station).known_text(row.operator_id).known_text(row.run)
        .known_text(row.serial).known_text(row.imei).known_text(row.iccid).text(row.mark).known_text(row.reason);
    seal(unit_mark_);
}

void Journal::append(const PoolMade& row) {
    const std::string made = rfc3339(row.made);
    start(serial_pool_).text(made).known_text(row.station).known_text(row.operator_id).text(row.pool).text(row.first)
        .text(row.last);
    seal(serial_pool_);
}

void Journal::append(const NumberChange& row) {
    const std::string changed = rfc3339(row.changed);
    start(number_change_).text(changed).known_text(row.run).known_text(row.operator_id).text(row.pool).text(row.number)
        .known_text(row.uid).text(name_of(row.state)).known_text(row.reason);
    seal(number_change_);
}

/// Answered inside the transaction: whoever asks next sees what was given before, and a group that is not stored gives
/// nothing.
void Journal::append(const NumberDraw& row) {
    *row.answer = book_.answer(row.wish);
    if (row.answer->kind != NumberAnswer::Kind::drawn) return;
    const auto held = book_.newest(row.wish.pool, row.answer->number);
    if (held && held->state != NumberState::returned) return;  // this module's already
    append(NumberChange{.changed = row.drawn, .run = row.wish.run, .pool = row.wish.pool, .number = row.answer->number,
                        .uid = row.wish.uid,
                        .state = row.wish.in_module ? NumberState::touched : NumberState::reserved});
}

/// In the transaction of the end: a pass without its number burnt, or a number burnt without its pass, cannot be.
void Journal::settle_numbers(const OpenRun& run, const RunEnd& row) {
    for (NumberChange& held : book_.held_by_run(row.run)) {
        const bool burns = held.state == NumberState::touched && row.outcome == "pass" && run.counts;
        if (!burns && held.state != NumberState::reserved) continue;
        held.changed = row.ended;
        held.state = burns ? NumberState::burnt : NumberState::returned;
        if (!burns) held.reason = "the module was not written to";
        append(held);
    }
}

void Journal::append_end(OpenRun& run, const RunEnd& row) {
    settle_numbers(run, row);
    append_tape(run, row.tape);
    append_unit(run, row);
    const std::string ended = rfc3339(row.ended);
    start(run_end_, run)
        .text(row.run).known_text(row.serial).known_text(row.imei).known_text(row.iccid).known_text(row.meter_serial)
        .integer(row.attempt).text(ended);
    // how long an interrupted run took is not known
    if (row.outcome == "interrupted") run_end_.null();
    else run_end_.integer(row.ms);
    run_end_.text(row.outcome).known_text(row.failed_step).known_text(row.code);
    seal(run_end_);
}

void Journal::append_tape(OpenRun& run, const std::vector<transport::TapeEntry>& tape) {
    for (const transport::TapeEntry& entry : tape) {
        start(tape_, run).integer(entry.ms).text(entry.channel)
            .text(entry.direction == transport::Direction::in ? "in" : "out").blob(entry.bytes);
        seal(tape_);
    }
}

void Journal::append_unit(OpenRun& run, const RunEnd& row) {
    auto before = newest_unit(unit_by_serial_, row.serial);
    if (!before) {
        before = newest_unit(unit_by_imei_, row.imei);
        if (!before) before = newest_unit(unit_by_iccid_, row.iccid);
        if (before && !same_module(*before, row)) before.reset();
    }
    const UnitRow unit = unit_after(before, row, run.order_no, run.counts);
    if (unit.serial.empty() && unit.imei.empty() && unit.iccid.empty()) return;
    start(unit_, run).known_text(unit.serial).known_text(unit.imei).known_text(unit.iccid)
        .known_text(unit.meter_serial).known_text(unit.order_no).text(unit.state);
    seal(unit_);
}

}  // namespace stapel::records
