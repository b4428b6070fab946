#include "station/records/database.hpp"

#include "station/records/schema.hpp"
#include "station/records/verify.hpp"
#include "tests/station/records/child.hpp"
#include "tests/station/records/examples.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include <sys/stat.h>
#include <unistd.h>

using namespace stapel::records;
using namespace stapel::records::examples;
namespace fs = std::filesystem;

namespace {

OpenError refusal(const std::string& file, Kind kind = Kind::station) {
    try {
        const Writer writer(file, kind, stapel::system_clock());
    } catch (const OpenError& error) {
        return error;
    }
    FAIL("the database was opened");
    return {};
}

void write_file(const std::string& file, const std::string& content) {
    std::ofstream(file, std::ios::binary) << content;
}

}  // namespace

TEST_CASE("the writer's connection has the settings that records need, and the file is marked as ours") {
    const Folder folder;
    const std::string file = folder.file("sub/folder/r.db");
    { const Writer writer(file, Kind::bench, stapel::system_clock()); }
    const Connection connection = open_for_writing(file);
    CHECK(connection.text("PRAGMA journal_mode") == "wal");
    CHECK(connection.integer("PRAGMA synchronous") == 2);
    CHECK(connection.integer("PRAGMA foreign_keys") == 1);
    CHECK(connection.integer("PRAGMA application_id") == application_id);
    CHECK(connection.integer("PRAGMA user_version") == 3);
    CHECK(connection.integer("SELECT count(*) FROM pragma_table_list WHERE type = 'table' AND NOT strict "
                             "AND name NOT LIKE 'sqlite_%'") == 0);
    CHECK(kind_of(file) == Kind::bench);
}

TEST_CASE("a database of the other kind is refused") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    { const Writer writer(file, Kind::bench, stapel::system_clock()); }
    const OpenError error = refusal(file);
    CHECK(error.exit_status == 2);
    CHECK_THAT(error.message, Catch::Contains("kind 'station' expected, 'bench' found"));
    CHECK_NOTHROW(Writer(file, Kind::bench, stapel::system_clock()));
}

TEST_CASE("a newer schema is refused and the file stays as it is, byte for byte, with nothing beside it") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    fill(file);
    fs::remove(file + ".lock");
    Connection(file, Access::create).execute("PRAGMA user_version = 7");
    const std::string before = content_of(file);
    const OpenError error = refusal(file);
    CHECK(error.exit_status == 2);
    CHECK_THAT(error.message, Catch::Contains("schema version 3 or older expected, 7 found"));
    CHECK_THROWS_AS(open_for_reading(file), OpenError);
    CHECK(content_of(file) == before);
    CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("what is no Stapel database is refused and left alone") {
    const Folder folder;
    const std::string text = folder.file("notes.txt"), foreign = folder.file("foreign.db");
    write_file(text, std::string(5000, 'x'));
    Connection(foreign, Access::create).execute("CREATE TABLE a(b)");
    for (const std::string& file : {text, foreign}) {
        const std::string before = content_of(file);
        const OpenError error = refusal(file);
        CHECK(error.exit_status == 2);
        CHECK_THAT(error.message, Catch::Contains("a Stapel database expected"));
        CHECK_THROWS_AS(open_for_reading(file), OpenError);
        CHECK(content_of(file) == before);
        CHECK_FALSE(fs::exists(file + ".lock"));
    }
    CHECK_THROWS_AS(open_for_reading(folder.file("missing.db")), OpenError);
    CHECK_FALSE(fs::exists(folder.file("missing.db")));
}

TEST_CASE("an empty file, and one that a killed writer left blank, become databases") {
    const Folder folder;
    write_file(folder.file("empty.db"), "");
    Connection(folder.file("blank.db"), Access::create).execute("PRAGMA journal_mode = WAL");
    const std::string name = GENERATE("empty.db", "blank.db");
    CHECK_THROWS_AS(open_for_reading(folder.file(name)), OpenError);
    CHECK_NOTHROW(Writer(folder.file(name), Kind::station, stapel::system_clock()));
    CHECK(kind_of(folder.file(name)) == Kind::station);
}

TEST_CASE("file systems without reliable locks are refused, local ones are not") {
    CHECK(refused_file_system(0x6969) == "NFS");
    CHECK(refused_file_system(0xFF534D42) == "CIFS");
    CHECK(refused_file_system(0x65735546) == "FUSE");
    CHECK(refused_file_system(0x01021997) == "9p");
    CHECK(refused_file_system(0xEF53).empty());      // ext4
    CHECK(refused_file_system(0x794C7630).empty());  // overlay
    CHECK(refused_file_system(0x01021994).empty());  // tmpfs
}

TEST_CASE("a folder that cannot be written: readable when closed normally, else told why not") {
    if (getuid() != 0) return;  // only root can become somebody who may not write
    const Folder folder;
    const std::string file = folder.file("r.db");
    fill(file);
    const bool crashed = GENERATE(false, true);
    if (crashed) write_file(file + "-wal", std::string(32, 'x'));
    fs::permissions(folder.path(), fs::perms(0555));
    fs::permissions(file, fs::perms(0444));
    Child reader([&](const auto& say) {
        if (setgid(65534) != 0 || setuid(65534) != 0) return;
        try {
            const Connection connection = open_for_reading(file);
            say(std::to_string(connection.integer("SELECT count(*) FROM v_run")));
        } catch (const OpenError& error) {
            say(std::to_string(error.exit_status) + error.message);
        }
        try {
            const Writer writer(file, Kind::station, stapel::system_clock());
        } catch (const OpenError& error) {
            say(std::to_string(error.exit_status) + error.message);
        }
    });
    const std::string read = reader.line(), written = reader.line();
    if (crashed) CHECK_THAT(read, Catch::StartsWith("2") && Catch::Contains("copy it with its -wal"));
    else CHECK(read == "3");
    CHECK_THAT(written, Catch::StartsWith(crashed ? "2" : "5"));
    fs::permissions(folder.path(), fs::perms(0755));
}

TEST_CASE("a migration is one transaction, and an older database is copied beside itself first") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    fill(file);
    const Connection connection = open_for_writing(file);
    auto scripts = migrations();
    scripts.emplace_back("CREATE TABLE extra(a TEXT) STRICT; CREATE TABLE meta(twice)");
    CHECK_THROWS_AS(migrate(connection, file, scripts), SqlFailure);
    CHECK(connection.integer("PRAGMA user_version") == 3);
    CHECK(connection.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'") == 0);
    CHECK(verify(open_for_reading(file + ".before-v4")).findings.empty());

    scripts.back() = "CREATE TABLE extra(a TEXT) STRICT";
    migrate(connection, file, scripts);
    CHECK(connection.integer("PRAGMA user_version") == 4);
    CHECK(connection.integer("SELECT count(*) FROM extra") == 0);
    CHECK(fs::exists(file + ".before-v4-2"));
}
