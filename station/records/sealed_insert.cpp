#include "station/records/sealed_insert.hpp"

#include <fmt/format.h>

#include <cmath>

namespace stapel::records {
namespace {

std::string insert_into(const Connection& connection, std::string_view table) {
    const int columns = Statement(connection, fmt::format("SELECT * FROM {}", table)).columns();
    std::string sql = fmt::format("INSERT INTO {} VALUES (?", table);
    for (int column = 1; column < columns; ++column) sql += ", ?";
    return sql + ")";
}

}  // namespace

SealedInsert::SealedInsert(const Connection& connection, std::string_view table, CanonicalRow& canonical)
    : table_(table), statement_(connection, insert_into(connection, table)), canonical_(canonical) {}

SealedInsert& SealedInsert::start() {
    statement_.reset();
    canonical_.start(table_);
    return *this;
}

SealedInsert& SealedInsert::integer(std::int64_t value) {
    statement_.bind(value);
    canonical_.integer(value);
    return *this;
}

SealedInsert& SealedInsert::integer(std::optional<std::int64_t> value) { return value ? integer(*value) : null(); }

SealedInsert& SealedInsert::real(double value) {
    if (std::isnan(value)) return null();
    const double stored = value == 0.0 ? 0.0 : value;
    statement_.bind(stored);
    canonical_.real(stored);
    return *this;
}

SealedInsert& SealedInsert::real(std::optional<double> value) { return value ? real(*value) : null(); }

SealedInsert& SealedInsert::known_text(std::string_view value) { return value.empty() ? null() : text(value); }

SealedInsert& SealedInsert::text(std::string_view value) {
    statement_.bind(value);
    canonical_.text(value);
    return *this;
}

SealedInsert& SealedInsert::null() {
    statement_.bind_null();
    canonical_.null();
    return *this;
}

SealedInsert& SealedInsert::blob(ByteView value) {
    statement_.bind(value);
    canonical_.blob(value);
    return *this;
}

Hash SealedInsert::run(const Hash& previous) {
    const Hash hash = canonical_.hash_after(previous);
    statement_.bind(ByteView(hash));
    statement_.run();
    return hash;
}

}  // namespace stapel::records
