#include "station/records/database.hpp"

#include "station/records/schema.hpp"

#include <fmt/format.h>
#include <linux/magic.h>
#include <sys/vfs.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace stapel::records {
namespace {

namespace fs = std::filesystem;

struct Refused {
    std::uint32_t magic;
    std::string_view name;
};

// Locks and shared memory are not reliable there; the numbers that linux/magic.h lacks are from statfs(2).
constexpr std::array refused_file_systems{
    Refused{NFS_SUPER_MAGIC, "NFS"}, Refused{0xFF534D42, "CIFS"},          Refused{0xFE534D42, "SMB2"},
    Refused{SMB_SUPER_MAGIC, "SMB"}, Refused{FUSE_SUPER_MAGIC, "FUSE"},    Refused{V9FS_MAGIC, "9p"},
    Refused{CEPH_SUPER_MAGIC, "Ceph"}, Refused{AFS_SUPER_MAGIC, "AFS"},
};

bool something_in(const std::string& file) {
    std::error_code none;
    return fs::exists(file, none) && (!fs::is_regular_file(file, none) || fs::file_size(file, none) > 0);
}

bool has_wal(const std::string& file) {
    std::error_code none;
    const auto size = fs::file_size(file + "-wal", none);
    return !none && size > 0;  // readers leave an empty one
}

void expect_ours(const Connection& connection, const std::string& file) {
    const auto application = connection.integer("PRAGMA application_id");
    if (application != application_id)
        throw OpenError{fmt::format("{}: a Stapel database expected (application_id {}), application_id {} found; name "
                                    "another file with --db", file, application_id, application), 2};
    const auto version = connection.integer("PRAGMA user_version");
    const auto newest = static_cast<std::int64_t>(migrations().size());
    if (version > newest)
        throw OpenError{fmt::format("{}: schema version {} or older expected, {} found: a newer Stapel wrote this "
                                    "database; install that version", file, newest, version), 2};
}

/// Why a file cannot be read, as the error the caller shows.
[[noreturn]] void throw_unreadable(const std::string& file, const SqlFailure& failure) {
    if (failure.not_a_database())
        throw OpenError{fmt::format("{}: a Stapel database expected, something else found; name another file with --db",
                                    file), 2};
    if (failure.damaged())
        throw OpenError{fmt::format("{}: the database is damaged ({}); restore the last backup", file,
                                    failure.detail()), 5, true};
    throw OpenError{fmt::format("{}: cannot be read ({}); a database on a medium that cannot be written must have been "
                                "closed normally, else copy it with its -wal into a folder that can", file,
                                failure.detail()), 2};
}

/// A writer that was killed while it made the file leaves a database without anything in it.
bool blank(const Connection& connection) {
    return connection.integer("PRAGMA application_id") == 0 && connection.integer("PRAGMA user_version") == 0 &&
           connection.integer("SELECT count(*) FROM sqlite_schema") == 0;
}

Connection connect_to_read(const std::string& file, Access access) {
    Connection connection(file, access);
    connection.execute("PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA mmap_size = 0");
    static_cast<void>(blank(connection));  // the first real read: only now missing rights show
    return connection;
}

/// Falls back to `immutable` where no file can be made beside a database that was closed normally.
Connection connect_beside_a_writer(const std::string& file) {
    try {
        return connect_to_read(file, Access::read);
    } catch (const SqlFailure& failure) {
        if (!failure.cannot_open() || has_wal(file)) throw;
    }
    return connect_to_read(file, Access::immutable);
}

void set(const Connection& connection, const std::string& pragma, const std::string& value, const std::string& reads) {
    connection.execute(fmt::format("PRAGMA {} = {}", pragma, value));
    const std::string found = connection.text("PRAGMA " + pragma);
    if (found != reads)
        throw OpenError{fmt::format("PRAGMA {}: {} expected after it was set, {} found; records would not be safe",
                                    pragma, reads, found)};
}

}  // namespace

std::string canonical_file(const std::string& file) { return fs::weakly_canonical(fs::absolute(file)).string(); }

std::string_view name_of(Kind kind) { return kind == Kind::station ? "station" : "bench"; }

void check_ours(const std::string& file) {
    if (!something_in(file)) return;
    try {
        // immutable leaves no file beside one that may not be ours; with a -wal its newest pages must be seen
        const Connection connection = connect_to_read(file, has_wal(file) ? Access::read : Access::immutable);
        if (!blank(connection)) expect_ours(connection, file);
    } catch (const SqlFailure& failure) {
        throw_unreadable(file, failure);
    }
}

void check_kind(const Connection& connection, const std::string& file, Kind kind) {
    const std::string found = connection.text("SELECT kind FROM meta");
    if (found != name_of(kind))
        throw OpenError{fmt::format("{}: a database of kind '{}' expected, '{}' found; real and virtual fixtures never "
                                    "share one, name another with --db", file, name_of(kind), found), 2};
}

std::string_view refused_file_system(std::uint32_t magic) {
    const auto found = std::ranges::find(refused_file_systems, magic, &Refused::magic);
    return found == refused_file_systems.end() ? std::string_view() : found->name;
}

void check_file_system(const std::string& file) {
    struct statfs system {};
    if (statfs(fs::path(file).parent_path().c_str(), &system) != 0) return;  // opening will say it better
    const std::string_view refused = refused_file_system(static_cast<std::uint32_t>(system.f_type));
    if (refused.empty()) return;
    throw OpenError{fmt::format("{}: a local file system expected, {} found; records there can be damaged, keep the "
                                "database on the station's own disk", file, refused)};
}

Connection open_for_writing(const std::string& file) {
    Connection connection(file, Access::create);
    if (connection.text("PRAGMA journal_mode = WAL") != "wal")
        throw OpenError{fmt::format("{}: journal mode WAL expected, '{}' found; the file system lacks what it needs",
                                    file, connection.text("PRAGMA journal_mode"))};
    set(connection, "synchronous", "FULL", "2");
    set(connection, "foreign_keys", "ON", "1");
    set(connection, "recursive_triggers", "ON", "1");  // else INSERT OR REPLACE deletes past the triggers
    set(connection, "trusted_schema", "OFF", "0");
    set(connection, "cell_size_check", "ON", "1");
    set(connection, "temp_store", "MEMORY", "2");
    connection.execute("PRAGMA mmap_size = 0; PRAGMA journal_size_limit = 67108864; PRAGMA wal_autocheckpoint = 1000");
    return connection;
}

Connection open_for_reading(const std::string& name) {
    const std::string file = canonical_file(name);
    if (!something_in(file))
        throw OpenError{fmt::format("{}: a Stapel database expected, no file or an empty one found; name one with --db",
                                    file), 2};
    check_ours(file);
    try {
        Connection connection = connect_beside_a_writer(file);
        expect_ours(connection, file);
        return connection;
    } catch (const SqlFailure& failure) {
        throw_unreadable(file, failure);
    }
}

Kind kind_of(const std::string& file) {
    return open_for_reading(file).text("SELECT kind FROM meta") == "bench" ? Kind::bench : Kind::station;
}

}  // namespace stapel::records
