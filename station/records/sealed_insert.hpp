#pragma once

#include "station/records/chain.hpp"
#include "station/records/sqlite.hpp"

#include <optional>

namespace stapel::records {

/// INSERT into one chained table. Each value is bound and put under the hash by one call, so that what is hashed is
/// what is stored. Texts must live until `run`.
class SealedInsert {
public:
    SealedInsert(const Connection& connection, std::string_view table, CanonicalRow& canonical);

    SealedInsert& start();
    SealedInsert& integer(std::int64_t value);
    SealedInsert& integer(std::optional<std::int64_t> value);
    /// NaN becomes NULL and -0.0 becomes 0.0, as SQLite does with a REAL column by itself.
    SealedInsert& real(double value);
    SealedInsert& real(std::optional<double> value);
    /// An empty text is unknown: NULL.
    SealedInsert& known_text(std::string_view value);
    SealedInsert& text(std::string_view value);
    SealedInsert& null();
    SealedInsert& blob(ByteView value);

    /// Seals the row after `previous`, stores it and returns its hash.
    Hash run(const Hash& previous);

private:
    std::string_view table_;
    Statement statement_;
    CanonicalRow& canonical_;
};

}  // namespace stapel::records
