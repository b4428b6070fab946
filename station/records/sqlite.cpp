#include "station/records/sqlite.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

namespace stapel::records {
namespace {

int primary(int status) { return status & 0xFF; }

/// A file name as SQLite's URI wants it: everything but plain characters percent-encoded.
std::string uri(const std::string& file, std::string_view query) {
    static constexpr std::string_view plain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._/";
    std::string escaped = "file:";
    for (const char letter : file) {
        if (plain.find(letter) != std::string_view::npos) escaped += letter;
        else escaped += fmt::format("%{:02X}", static_cast<unsigned char>(letter));
    }
    return escaped.append(query);
}

int flags_of(Access access) {
    const int how = access == Access::create ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
    return how | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
}

/// Memory is not counted: a lock taken at every allocation, for figures that nobody reads. Too late and without harm when
/// somebody else in the process has used SQLite already.
void configure_library() {
    [[maybe_unused]] static const int once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

std::string name_of(const std::string& file, Access access) {
    if (file.empty()) return ":memory:";
    return uri(file, access == Access::immutable ? "?immutable=1" : "");
}

}  // namespace

SqlFailure::SqlFailure(int status, const std::string& detail) : Failure(Code::records_lost, detail), status_(status) {}

bool SqlFailure::not_a_database() const { return primary(status_) == SQLITE_NOTADB; }

bool SqlFailure::damaged() const { return primary(status_) == SQLITE_CORRUPT; }

bool SqlFailure::cannot_open() const {
    return primary(status_) == SQLITE_CANTOPEN || primary(status_) == SQLITE_READONLY;
}

void Connection::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

Connection::Connection(const std::string& file, Access access) {
    configure_library();
    sqlite3* handle = nullptr;
    const int status = sqlite3_open_v2(name_of(file, access).c_str(), &handle, flags_of(access), nullptr);
    handle_.reset(handle);
    if (status != SQLITE_OK) fail(status, "opening " + file);
    sqlite3_busy_timeout(handle, 5000);
}

void Connection::fail(int status, std::string_view what) const {
    const char* words = handle_ ? sqlite3_errmsg(handle_.get()) : sqlite3_errstr(status);
    throw SqlFailure(status, fmt::format("{}: {}", what, words));
}

void Connection::execute(const std::string& sql) const {
    const int status = sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (status != SQLITE_OK) fail(status, sql.substr(0, 60));
}

std::string Connection::text(std::string_view sql) const {
    Statement statement(*this, sql);
    return statement.step() ? std::string(statement.text(0)) : std::string();
}

std::int64_t Connection::integer(std::string_view sql) const {
    Statement statement(*this, sql);
    return statement.step() ? statement.integer(0) : 0;
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }

void Connection::copy_to(const Connection& target) const {
    sqlite3_backup* backup = sqlite3_backup_init(target.handle_.get(), "main", handle_.get(), "main");
    if (backup == nullptr) target.fail(sqlite3_extended_errcode(target.handle_.get()), "copying");
    sqlite3_backup_step(backup, -1);
    const int status = sqlite3_backup_finish(backup);
    if (status != SQLITE_OK) target.fail(status, "copying");
}

void Statement::Finalize::operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }

Statement::Statement(const Connection& connection, std::string_view sql) : connection_(&connection) {
    sqlite3_stmt* handle = nullptr;
    const int status = sqlite3_prepare_v3(connection.handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                          SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
    handle_.reset(handle);
    if (status != SQLITE_OK) connection.fail(status, sql.substr(0, 60));
}

void Statement::check(int status) {
    if (status != SQLITE_OK) connection_->fail(status, "binding a parameter");
}

Statement& Statement::bind(std::int64_t value) {
    check(sqlite3_bind_int64(handle_.get(), next_++, value));
    return *this;
}

Statement& Statement::bind(double value) {
    check(sqlite3_bind_double(handle_.get(), next_++, value));
    return *this;
}

Statement& Statement::bind(std::string_view value) {
    const char* start = value.data() != nullptr ? value.data() : "";  // a null pointer would bind NULL
    check(sqlite3_bind_text64(handle_.get(), next_++, start, value.size(), SQLITE_STATIC, SQLITE_UTF8));
    return *this;
}

Statement& Statement::bind(ByteView value) {
    if (value.empty()) check(sqlite3_bind_zeroblob(handle_.get(), next_++, 0));
    else check(sqlite3_bind_blob64(handle_.get(), next_++, value.data(), value.size(), SQLITE_STATIC));
    return *this;
}

Statement& Statement::bind_null() {
    check(sqlite3_bind_null(handle_.get(), next_++));
    return *this;
}

bool Statement::step() {
    const int status = sqlite3_step(handle_.get());
    if (status == SQLITE_ROW) return true;
    if (status == SQLITE_DONE) return false;
    const std::string sql = sqlite3_sql(handle_.get());
    connection_->fail(status, sql.substr(0, 60));
}

void Statement::run() {
    step();
    reset();
}

void Statement::reset() {
    sqlite3_reset(handle_.get());  // repeats the error of the last step, which was thrown already
    next_ = 1;
}

int Statement::columns() const { return sqlite3_column_count(handle_.get()); }

std::string_view Statement::name(int column) const { return sqlite3_column_name(handle_.get(), column); }

Type Statement::type(int column) const {
    switch (sqlite3_column_type(handle_.get(), column)) {
        case SQLITE_INTEGER: return Type::integer;
        case SQLITE_FLOAT: return Type::real;
        case SQLITE_TEXT: return Type::text;
        case SQLITE_BLOB: return Type::blob;
        default: return Type::null;
    }
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(handle_.get(), column); }

double Statement::real(int column) const { return sqlite3_column_double(handle_.get(), column); }

std::string_view Statement::text(int column) const {
    const auto* start = reinterpret_cast<const char*>(sqlite3_column_text(handle_.get(), column));
    if (start == nullptr) return {};
    return {start, static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

ByteView Statement::blob(int column) const {
    const auto* start = static_cast<const std::byte*>(sqlite3_column_blob(handle_.get(), column));
    return {start, static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

Transaction::Transaction(const Connection& connection, const char* begin) : connection_(connection) {
    connection_.execute(begin);
}

Transaction::~Transaction() {
    if (!connection_.in_transaction()) return;  // committed, or SQLite rolled it back by itself
    try {
        connection_.execute("ROLLBACK");
    } catch (const SqlFailure&) {
        return;  // nothing was committed, and the first error is already on its way up
    }
}

void Transaction::commit() { connection_.execute("COMMIT"); }

}  // namespace stapel::records
