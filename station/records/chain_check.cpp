#include "station/records/chain_check.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stapel::records {
namespace {

Hash as_hash(ByteView stored) {
    Hash hash{};
    std::copy_n(stored.begin(), std::min(stored.size(), hash.size()), hash.begin());
    return hash;
}

ByteView stored_hash(const Statement& row) { return row.blob(row.columns() - 1); }

bool is(const ChainedTable& table, std::string_view name) { return table.name == name; }

}  // namespace

ChainCheck::ChainCheck(const Connection& connection, Verification& result)
    : connection_(connection), result_(result), tables_(chained_tables_of(connection)) {
    for (const ChainedTable& table : tables_) {
        // the table itself, never one of its indexes
        Statement rows(connection, fmt::format("SELECT * FROM {} NOT INDEXED ORDER BY seq", table.name));
        cursors_.push_back({&table, std::move(rows)});
    }
}

void ChainCheck::run() {
    check_meta();
    for (Cursor& cursor : cursors_) cursor.stands = cursor.rows.step();
    while (Cursor* cursor = lowest()) {
        check_row(*cursor);
        cursor->stands = cursor->rows.step();
    }
    check_counters();
    if (rows_missing_) report_open("the run has no end row, and rows are missing from the database");
    result_.head = crypto::lower_hex(before_[0]);
}

void ChainCheck::check_meta() {
    Statement row(connection_, "SELECT * FROM meta");
    if (!row.step()) return report(0, "meta: one row expected, none found");
    canonical_.start("meta");
    canonical_.columns(row);
    before_ = {as_hash(stored_hash(row)), canonical_.hash_after(Hash{})};
    if (!std::ranges::equal(stored_hash(row), before_[1])) report(0, "meta: the row was changed");
    if (row.step()) report(0, "meta: one row expected, more found");
}

ChainCheck::Cursor* ChainCheck::lowest() {
    Cursor* found = nullptr;
    for (Cursor& cursor : cursors_)
        if (cursor.stands && (found == nullptr || cursor.rows.integer(0) < found->rows.integer(0))) found = &cursor;
    return found;
}

void ChainCheck::check_row(const Cursor& cursor) {
    if (!check_number(cursor)) return;
    check_hash(cursor);
    check_place(cursor);
    ++result_.rows;
}

bool ChainCheck::check_number(const Cursor& cursor) {
    const std::int64_t seq = cursor.rows.integer(0), run_seq = cursor.table->of_run ? cursor.rows.integer(1) : 0;
    if (seq <= last_seq_) {
        report(run_seq, fmt::format("{}: row {} is one too many, the number belongs to another row",
                                    cursor.table->name, seq));
        return false;
    }
    after_gap_ = seq != last_seq_ + 1;
    if (after_gap_) {
        rows_missing_ = true;
        report(0, fmt::format("rows {} to {} are missing", last_seq_ + 1, seq - 1));
    }
    last_seq_ = seq;
    return true;
}

void ChainCheck::check_hash(const Cursor& cursor) {
    const ByteView stored = stored_hash(cursor.rows);
    canonical_.start(cursor.table->name);
    canonical_.columns(cursor.rows);
    const std::array<Hash, 2> computed{canonical_.hash_after(before_[0]), canonical_.hash_after(before_[1])};
    const bool fits = std::ranges::any_of(computed, [&](const Hash& hash) { return std::ranges::equal(hash, stored); });
    before_ = {as_hash(stored), computed[0]};
    if (fits || after_gap_) return;  // what follows a missing row cannot be recomputed
    const bool of_run = cursor.table->of_run || is(*cursor.table, "run_begin");
    report(of_run ? cursor.rows.integer(cursor.table->of_run ? 1 : 0) : 0,
           fmt::format("{}: row {} was changed", cursor.table->name, last_seq_));
}

void ChainCheck::check_place(const Cursor& cursor) {
    if (cursor.table->of_run) return check_item(cursor);
    if (is(*cursor.table, "run_begin")) {
        open_.emplace(last_seq_, OpenRun{});
        ++result_.runs;
    } else if (is(*cursor.table, "session")) {
        report_open("the run has no end row, though the next writer gives every open run one");
        open_.clear();
    }
}

void ChainCheck::check_item(const Cursor& cursor) {
    const std::int64_t run_seq = cursor.rows.integer(1), item = cursor.rows.integer(2);
    const auto [run, unknown] = open_.try_emplace(run_seq, OpenRun{item});
    if (unknown)
        report(run_seq, fmt::format("{}: row {} belongs to no open run: begin row {} is missing or the run had ended",
                                    cursor.table->name, last_seq_, run_seq));
    else if (item != run->second.items + 1)
        report(run_seq, fmt::format("{}: row {} is item {} of the run, item {} expected: rows of the run are missing",
                                    cursor.table->name, last_seq_, item, run->second.items + 1));
    run->second.items = item;
    if (is(*cursor.table, "run_end")) open_.erase(run);
}

void ChainCheck::check_counters() {
    for (const ChainedTable& table : tables_) {
        const auto last = connection_.integer(fmt::format("SELECT max(seq) FROM {} NOT INDEXED", table.name));
        const auto counted = connection_.integer(
            fmt::format("SELECT seq FROM sqlite_sequence WHERE name = '{}'", table.name));
        if (last == counted) continue;
        rows_missing_ = true;
        report(0, fmt::format("{}: last row {} expected, {} found: rows were deleted or added at the end", table.name,
                              counted, last));
    }
}

void ChainCheck::report_open(std::string_view what) {
    for (const auto& [run_seq, run] : open_) report(run_seq, std::string(what));
}

void ChainCheck::report(std::int64_t run_seq, const std::string& what) {
    result_.findings.push_back({run_seq == 0 ? "" : name_of(run_seq), what});
}

/// Begin and end row both name the run; when they disagree, one of them was changed and both names are told.
std::string ChainCheck::name_of(std::int64_t run_seq) const {
    const auto begin = connection_.text(fmt::format("SELECT run FROM run_begin WHERE seq = {}", run_seq));
    const auto end = connection_.text(
        fmt::format("SELECT run FROM run_end NOT INDEXED WHERE run_seq = {}", run_seq));
    if (begin.empty() || begin == end) return end;
    return end.empty() ? begin : begin + " or " + end;
}

}  // namespace stapel::records
