#pragma once

#include "station/base/bytes.hpp"
#include "station/base/failure.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace stapel::records {

/// SQLite refused; always `Code::records_lost`, the detail names what was tried and SQLite's words.
class SqlFailure : public Failure {
public:
    SqlFailure(int status, const std::string& detail);
    /// SQLite's extended result code.
    [[nodiscard]] int status() const { return status_; }
    /// The file holds no SQLite database.
    [[nodiscard]] bool not_a_database() const;
    /// What the file holds is damaged.
    [[nodiscard]] bool damaged() const;
    /// The file, or the files that belong beside it, cannot be opened as wanted.
    [[nodiscard]] bool cannot_open() const;

private:
    int status_;
};

enum class Access {
    create,     ///< reads and writes, makes the file when missing
    read,       ///< reads only, beside a writer in any process
    immutable,  ///< reads only and trusts that nothing else writes; needs no files beside the database
};

/// One connection; used by one thread at a time.
class Connection {
public:
    /// Throws `SqlFailure`. An empty `file` is a database in memory.
    Connection(const std::string& file, Access access);

    /// Runs one or several statements without results.
    void execute(const std::string& sql) const;
    /// First column of the first row; empty when there is no row or it is NULL.
    [[nodiscard]] std::string text(std::string_view sql) const;
    /// The same as a number; 0 when there is none.
    [[nodiscard]] std::int64_t integer(std::string_view sql) const;
    [[nodiscard]] bool in_transaction() const;
    /// Throws what the connection says went wrong.
    [[noreturn]] void fail(int status, std::string_view what) const;
    /// Copies the whole database as this connection sees it into an empty one.
    void copy_to(const Connection& target) const;

private:
    friend class Statement;
    struct Close {
        void operator()(sqlite3* handle) const;
    };
    std::unique_ptr<sqlite3, Close> handle_;
};

enum class Type { null, integer, real, text, blob };

/// A prepared statement. Parameters are bound in order; texts and blobs must live until the next `reset`.
class Statement {
public:
    Statement(const Connection& connection, std::string_view sql);

    Statement& bind(std::int64_t value);
    Statement& bind(double value);
    Statement& bind(std::string_view value);
    Statement& bind(ByteView value);
    Statement& bind_null();

    /// True while there is a row to read.
    bool step();
    /// Runs a statement that gives no rows, then makes it ready for the next use.
    void run();
    /// Makes it ready for new parameters.
    void reset();

    [[nodiscard]] int columns() const;
    [[nodiscard]] std::string_view name(int column) const;
    [[nodiscard]] Type type(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] double real(int column) const;
    /// Valid until the next `step` or `reset`; empty for NULL.
    [[nodiscard]] std::string_view text(int column) const;
    [[nodiscard]] ByteView blob(int column) const;

private:
    void check(int status);
    struct Finalize {
        void operator()(sqlite3_stmt* handle) const;
    };
    const Connection* connection_;
    std::unique_ptr<sqlite3_stmt, Finalize> handle_;
    int next_ = 1;
};

/// A transaction that is rolled back unless it was committed.
class Transaction {
public:
    /// `begin`: `BEGIN` for reading, `BEGIN IMMEDIATE` for writing.
    Transaction(const Connection& connection, const char* begin);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

private:
    const Connection& connection_;
};

}  // namespace stapel::records
