#pragma once

#include "station/records/pool_book.hpp"
#include "station/records/rows.hpp"
#include "station/records/sealed_insert.hpp"

#include <span>
#include <unordered_map>

namespace stapel::records {

/// Where the hash chain ends.
struct ChainHead {
    std::int64_t seq = 0;  ///< of the last row, 0 before the first
    Hash hash{};           ///< of the last row, `meta`'s before the first
};

/// The chain's end as the database holds it.
[[nodiscard]] ChainHead chain_head(const Connection& connection);

/// Writes the one row of `meta` into a database just made, inside the caller's transaction.
void write_meta(const Connection& connection, Kind kind, UtcTime created);

/// Appends rows to the tables, sealed one after another. All calls from one thread.
class Journal {
public:
    /// Continues after the last row of the database, which has no open runs but those of this object.
    explicit Journal(const Connection& connection);

    /// Stores all rows in one transaction. Throws `SqlFailure`; nothing of them is stored then, and the same rows may
    /// be given again.
    void store(std::span<const Row> rows);

    /// Notes that a writer opened the database; inside the caller's transaction.
    void append_session(UtcTime opened);
    /// Ends a run that an earlier writer left open; inside the caller's transaction.
    void append_recovered_end(std::int64_t run_seq, std::int64_t items, const RunEnd& end, const std::string& order_no);

    [[nodiscard]] const ChainHead& head() const { return state_.head; }

private:
    struct OpenRun {
        std::int64_t seq = 0;    ///< of the begin row
        std::int64_t items = 0;  ///< rows after the begin row
        std::string order_no;
        bool counts = true;  ///< what passes in it has passed
    };
    struct State {
        ChainHead head;
        std::unordered_map<std::string, OpenRun> open;
    };

    void append(const RunBegin& row);
    void append(const StepStart& row);
    void append(const StepEnd& row);
    void append(const Measurement& row);
    void append(const RunEnd& row);
    void append(const UnitMark& row);
    void append(const PoolMade& row);
    void append(const NumberChange& row);
    void append(const NumberDraw& row);
    void append_end(OpenRun& run, const RunEnd& row);
    void append_tape(OpenRun& run, const std::vector<transport::TapeEntry>& tape);
    void append_unit(OpenRun& run, const RunEnd& row);
    void settle_numbers(const OpenRun& run, const RunEnd& row);
    SealedInsert& start(SealedInsert& insert);
    SealedInsert& start(SealedInsert& insert, OpenRun& run);
    void seal(SealedInsert& insert);
    OpenRun& open_run(const std::string& run);

    const Connection& connection_;
    CanonicalRow canonical_;
    SealedInsert session_, run_begin_, step_start_, step_end_, measurement_, tape_, unit_, run_end_, unit_mark_,
        serial_pool_, number_change_;
    PoolBook book_;
    Statement unit_by_serial_, unit_by_imei_, unit_by_iccid_;
    State state_;
};

}  // namespace stapel::records
