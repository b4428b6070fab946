#pragma once

#include "station/records/rows.hpp"
#include "station/records/sqlite.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace stapel::records {

/// What is known of a module after a run: a row of `unit`.
struct UnitRow {
    std::string serial, imei, iccid, meter_serial, order_no;
    std::string state = "new";
    std::int64_t seq = 0;  ///< of its row; 0: not stored
};

/// The newest row of a unit by one identity; `statement` is one of `unit_query`. Empty text: none.
[[nodiscard]] std::optional<UnitRow> newest_unit(Statement& statement, const std::string& identity);

/// SQL of the newest `unit` row by the column `serial`, `imei` or `iccid`.
[[nodiscard]] std::string unit_query(std::string_view column);

/// May a row with these identities be an earlier row of the module of this run? Serial and IMEI must not differ.
[[nodiscard]] bool same_module(const UnitRow& unit, const RunEnd& end);

/// The unit after a run: what the run learnt, else what was known before; the state follows a pass or a fail and
/// stays as it was after anything else, but that it passed. A run that does not count (`engineering_purpose`) passes
/// nothing.
[[nodiscard]] UnitRow unit_after(const std::optional<UnitRow>& before, const RunEnd& end, const std::string& order_no,
                                 bool counts);

}  // namespace stapel::records
