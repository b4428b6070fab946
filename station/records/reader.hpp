#pragma once

#include "station/records/marks.hpp"
#include "station/records/rows.hpp"
#include "station/records/shift.hpp"
#include "station/records/unit_search.hpp"
#include "station/records/units.hpp"

#include <optional>
#include <string>
#include <vector>

namespace stapel::records {

/// Texts are empty where the database holds NULL.
struct StepRecord {
    int position = 0;
    std::string step;
    int attempt = 1;                 ///< `try`
    std::string outcome;             ///< empty while the step has no end
    std::optional<std::int64_t> ms;  ///< none while the step has no end
    std::string code;
    std::vector<Measurement> measurements;
};

struct RunRecord {
    std::string run, operation, purpose;
    int site = 0;
    std::optional<int> attempt;
    std::string plan, plan_sha256, started_utc, ended_utc;
    std::string outcome;  ///< empty while open
    std::string failed_step, code, dialect;
    std::vector<StepRecord> steps;  ///< in the order of their starts
};

/// A module's whole life.
struct UnitRecord {
    UnitRow unit;
    std::vector<RunRecord> runs;    ///< newest first
    std::vector<MarkRecord> marks;  ///< newest first; the unit's state has them in it
};

struct KeptTape {
    std::string run;
    std::vector<transport::TapeEntry> entries;
};

/// Read-only queries on a database, beside a writer or not. Errors: `SqlFailure`. One thread at a time.
class Reader {
public:
    /// Throws `OpenError`, exit status 2, when the file is none of ours.
    explicit Reader(const std::string& file);

    /// The module known by this IMEI, ICCID or serial, looked for in the order serial, IMEI, ICCID; the newest when
    /// several are. A module whose first run is still open is found by its label.
    [[nodiscard]] std::optional<UnitRecord> unit(const std::string& key) const;

    /// The tape of the newest run of the unit that kept one.
    [[nodiscard]] std::optional<KeptTape> tape(const UnitRecord& unit) const;

    // Queries of unit_search.hpp and shift.hpp.
    [[nodiscard]] std::vector<FoundUnit> find_units(const std::string& text, int limit = 100) const {
        return records::find_units(connection_, text, limit);
    }
    [[nodiscard]] Shift shift_since(const std::string& station, UtcTime since) const {
        return records::shift_since(connection_, station, since);
    }
    [[nodiscard]] MeasuredSeries series_of(const std::string& plan_sha256, int runs = 60) const {
        return records::series_of(connection_, plan_sha256, runs);
    }

    [[nodiscard]] const Connection& connection() const { return connection_; }

private:
    Connection connection_;
};

}  // namespace stapel::records
