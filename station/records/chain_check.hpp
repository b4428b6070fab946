#pragma once

#include "station/records/chain.hpp"
#include "station/records/schema.hpp"
#include "station/records/verify.hpp"

#include <array>
#include <map>

namespace stapel::records {

/// Walks all rows of all chained tables in the order of their numbers and collects what does not fit.
class ChainCheck {
public:
    ChainCheck(const Connection& connection, Verification& result);
    void run();

private:
    struct Cursor {
        const ChainedTable* table;
        Statement rows;
        bool stands = false;  ///< on a row
    };
    /// Runs without an end row so far.
    struct OpenRun {
        std::int64_t items = 0;
    };

    void check_meta();
    Cursor* lowest();
    void check_row(const Cursor& cursor);
    bool check_number(const Cursor& cursor);
    void check_hash(const Cursor& cursor);
    void check_place(const Cursor& cursor);
    void check_item(const Cursor& cursor);
    void check_counters();
    void report_open(std::string_view what);
    void report(std::int64_t run_seq, const std::string& what);
    [[nodiscard]] std::string name_of(std::int64_t run_seq) const;

    const Connection& connection_;
    Verification& result_;
    const std::vector<ChainedTable> tables_;
    std::vector<Cursor> cursors_;
    CanonicalRow canonical_;
    std::int64_t last_seq_ = 0;
    /// A row follows the stored or the recomputed hash of the row before: they differ when that row was changed, and
    /// then only that row is to blame.
    std::array<Hash, 2> before_{};
    bool after_gap_ = false;
    bool rows_missing_ = false;
    std::map<std::int64_t, OpenRun> open_;
};

}  // namespace stapel::records
