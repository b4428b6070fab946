#pragma once

#include "station/records/pool_rows.hpp"
#include "station/records/sqlite.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace stapel::records {

/// What the database says about numbers and pools, and which number a wish gets. Reads only; the caller holds the
/// transaction in which the answer is written down, so that no number is ever given twice.
class PoolBook {
public:
    explicit PoolBook(const Connection& connection);

    [[nodiscard]] NumberAnswer answer(const NumberWish& wish);

    /// A number's newest row; none while it has no row.
    struct Held {
        NumberState state = NumberState::returned;
        std::string uid;
    };
    [[nodiscard]] std::optional<Held> newest(const std::string& pool, const std::string& number);

    /// The numbers whose newest row is of this run, as they stand.
    [[nodiscard]] std::vector<NumberChange> held_by_run(const std::string& run);

private:
    struct Range {
        std::string first, last;
    };
    [[nodiscard]] std::optional<Range> range_of(const std::string& pool);
    [[nodiscard]] bool belongs(const NumberWish& wish, const std::string& number);
    [[nodiscard]] NumberAnswer answer_wanted(const NumberWish& wish);
    [[nodiscard]] std::optional<std::string> given_before(const NumberWish& wish);
    [[nodiscard]] std::optional<std::string> returned(const NumberWish& wish);
    [[nodiscard]] std::optional<std::string> fresh_of_list(const NumberWish& wish);
    [[nodiscard]] std::optional<std::string> fresh_of_range(const std::string& pool, const Range& range);
    [[nodiscard]] std::optional<std::string> gap(const std::string& pool, const Range& range);
    [[nodiscard]] bool stands_in_a_unit(const std::string& serial);

    Statement range_, newest_, of_run_, of_uid_, returned_, highest_, all_, unit_;
    std::map<std::shared_ptr<const NumberList>, std::size_t> next_of_list_;  ///< everything before it has a row
};

/// The serial after this one, of the same length; none after the last of that length.
[[nodiscard]] std::optional<std::string> next_serial(const std::string& serial);

}  // namespace stapel::records
