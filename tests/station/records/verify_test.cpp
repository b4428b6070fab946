#include "station/records/verify.hpp"

#include "station/records/chain.hpp"
#include "station/records/database.hpp"
#include "station/records/schema.hpp"
#include "tests/station/records/examples.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>

using namespace stapel::records;
using namespace stapel::records::examples;

namespace {

/// A copy in memory with the triggers out of the way, as somebody who edits the records would begin.
class Tampered {
public:
    explicit Tampered(const Connection& original) : copy_("", Access::create) {
        original.copy_to(copy_);
        Statement triggers(copy_, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'");
        std::string drop = "PRAGMA ignore_check_constraints = ON;";
        while (triggers.step()) {
            drop += fmt::format("DROP TRIGGER {};", triggers.text(0));
            restore_ += std::string(triggers.text(1)) + ";";
        }
        triggers.reset();
        copy_.execute(drop);
    }

    /// The findings after the edit, once the triggers are back.
    std::vector<Finding> findings_after(const std::string& edit) const {
        copy_.execute(edit);
        copy_.execute(restore_);
        return verify(copy_).findings;
    }

    [[nodiscard]] const Connection& connection() const { return copy_; }

private:
    Connection copy_;
    std::string restore_;
};

bool names(const std::vector<Finding>& findings, const std::string& run) {
    return std::ranges::any_of(findings, [&](const Finding& finding) {
        return finding.run == run || finding.run.starts_with(run + " or ") || finding.run.ends_with(" or " + run);
    });
}

struct Cell {
    std::string table, column, type;
    std::int64_t row = 0;
    std::string run;  ///< empty for rows of no run
};

std::vector<std::string> tables() {
    std::vector<std::string> names;
    for (const ChainedTable& table : chained_tables) names.emplace_back(table.name);
    return names;
}

bool is_of_run(const std::string& table) {
    return std::ranges::find(chained_tables, table, &ChainedTable::name)->of_run;
}

std::vector<Cell> rows_of(const Connection& connection, const std::string& table) {
    const bool run_begin = table == "run_begin";
    const std::string run = is_of_run(table) ? "(SELECT run FROM run_begin WHERE seq = t.run_seq)"
                            : run_begin      ? "run"
                                             : "''";
    Statement row(connection, fmt::format("SELECT seq, {} FROM {} t", run, table));
    std::vector<Cell> rows;
    while (row.step()) rows.push_back({table, {}, {}, row.integer(0), std::string(row.text(1))});
    return rows;
}

std::vector<Cell> cells_of(const Connection& connection, const std::string& table) {
    std::vector<Cell> cells;
    for (Cell cell : rows_of(connection, table)) {
        Statement column(connection, fmt::format("SELECT name, type FROM pragma_table_info('{}')", table));
        while (column.step()) {
            cell.column = column.text(0);
            cell.type = column.text(1);
            cells.push_back(cell);
        }
    }
    return cells;
}

/// An edit that changes a cell's value, and nothing else, whatever it was.
std::string edit_of(const Cell& cell) {
    std::string changed = fmt::format("coalesce({0}, '') || 'x'", cell.column);
    if (cell.type == "INTEGER") changed = fmt::format("coalesce({0}, 0) + 100", cell.column);
    if (cell.type == "REAL") changed = fmt::format("coalesce({0}, 0) + 0.001", cell.column);
    if (cell.type == "BLOB") changed = fmt::format("CAST({0} || x'00' AS BLOB)", cell.column);
    return fmt::format("UPDATE {} SET {} = {} WHERE seq = {}", cell.table, cell.column, changed, cell.row);
}

bool is_link(const std::string& column) { return column == "seq" || column == "run_seq" || column == "item"; }

}  // namespace

TEST_CASE("the canonical form of a row is what the header says") {
    CanonicalRow row;
    row.start("t");
    row.null();
    row.integer(-2);
    row.real(1.5);
    row.text("ab");
    row.blob(stapel::from_hex("00FF"));
    // T 1 "t", N 0, I 8 -2, R 8 1.5, T 2 "ab", B 2 00FF; SHA-256 by another program over 32 zero bytes and these
    stapel::Bytes bytes(32);
    const auto canonical =
        stapel::from_hex("54000000000000000174" "4E0000000000000000" "490000000000000008FFFFFFFFFFFFFFFE"
                         "5200000000000000083FF8000000000000" "5400000000000000026162" "42000000000000000200FF");
    bytes.insert(bytes.end(), canonical.begin(), canonical.end());
    CHECK(stapel::crypto::lower_hex(row.hash_after(Hash{})) == stapel::crypto::sha256_hex(bytes));
}

TEST_CASE("a database that nobody touched verifies clean, with an open run in it and after the next writer") {
    const Folder folder;
    fill(folder.file("r.db"));
    const auto before = verify(open_for_reading(folder.file("r.db")));
    CHECK(before.findings.empty());
    CHECK(before.runs == 3);
    CHECK(before.rows > 20);
    { const Writer writer(folder.file("r.db"), Kind::station, stapel::system_clock()); }
    const auto after = verify(open_for_reading(folder.file("r.db")));
    CHECK(after.findings.empty());
    CHECK(after.head != before.head);
}

TEST_CASE("every changed value of every column of every table is found, and its run named") {
    const Folder folder;
    fill(folder.file("r.db"));
    const Connection original = open_for_reading(folder.file("r.db"));
    std::size_t cells = 0;
    for (const std::string& table : tables()) {
        for (const Cell& cell : cells_of(original, table)) {
            INFO(table << '.' << cell.column << " of row " << cell.row << ", run " << cell.run);
            const auto findings = Tampered(original).findings_after(edit_of(cell));
            CHECK_FALSE(findings.empty());
            // an open run has no second row that remembers its name
            const bool renamed = cell.column == "run" && cell.run == "run-c";
            if (!is_link(cell.column) && !cell.run.empty()) CHECK(names(findings, renamed ? "run-cx" : cell.run));
            ++cells;
        }
    }
    CHECK(cells > 200);
}

TEST_CASE("a change of the database's own row is found") {
    const Folder folder;
    fill(folder.file("r.db"));
    const Connection original = open_for_reading(folder.file("r.db"));
    const std::string edit = GENERATE("UPDATE meta SET kind = 'bench'", "UPDATE meta SET epoch = '0'",
                                      "DELETE FROM meta", "UPDATE meta SET created_utc = '2020'",
                                      "UPDATE meta SET hash = zeroblob(32)");
    INFO(edit);
    CHECK_FALSE(Tampered(original).findings_after(edit).empty());
}

TEST_CASE("every deleted row is found, and its run named wherever the remaining rows tell it") {
    const Folder folder;
    fill(folder.file("r.db"));
    const Connection original = open_for_reading(folder.file("r.db"));
    for (const std::string& table : tables()) {
        for (const Cell& row : rows_of(original, table)) {
            INFO(table << " row " << row.row << ", run " << row.run);
            const auto findings =
                Tampered(original).findings_after(fmt::format("DELETE FROM {} WHERE seq = {}", table, row.row));
            CHECK_FALSE(findings.empty());
            const bool nameless = row.run.empty() || (table == "run_begin" && row.run == "run-c");
            if (!nameless) CHECK(names(findings, row.run));
        }
    }
}

TEST_CASE("a deleted end stays found after the next writer has closed the run again") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    fill(file);
    {
        const Connection shell(file, Access::create);
        shell.execute("DROP TRIGGER run_end_no_delete; DELETE FROM run_end WHERE run = 'run-b'");
    }
    { const Writer writer(file, Kind::station, stapel::system_clock()); }
    const auto findings = verify(open_for_reading(file)).findings;
    CHECK(names(findings, "run-b"));
}

TEST_CASE("only the changed row is to blame when its hash alone was changed") {
    const Folder folder;
    fill(folder.file("r.db"));
    const Tampered tampered(open_for_reading(folder.file("r.db")));
    const auto findings = tampered.findings_after("UPDATE step_start SET hash = zeroblob(32) WHERE seq = "
                                                  "(SELECT min(seq) FROM step_start)");
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].run == "run-a");
    CHECK(findings[0].what == "step_start: row 3 was changed");
}

TEST_CASE("a whole run that was deleted leaves a gap, a cut tail is missed by the tables' counters") {
    const Folder folder;
    fill(folder.file("r.db"));
    const Connection original = open_for_reading(folder.file("r.db"));
    std::string whole, tail;
    for (const std::string& table : tables()) {
        if (!is_of_run(table) && table != "run_begin") continue;
        const std::string run_seq = table == "run_begin" ? "seq" : "run_seq";
        whole += fmt::format("DELETE FROM {} WHERE {} = 2;", table, run_seq);
        tail += fmt::format("DELETE FROM {} WHERE seq > 20;", table);
    }
    CHECK_FALSE(Tampered(original).findings_after(whole).empty());
    CHECK_FALSE(Tampered(original).findings_after(tail).empty());
}

TEST_CASE("a row that was added is found") {
    const Folder folder;
    fill(folder.file("r.db"));
    const Connection original = open_for_reading(folder.file("r.db"));
    const auto findings = Tampered(original).findings_after(
        "INSERT INTO step_start SELECT (SELECT max(seq) FROM step_start) + 1, run_seq, item + 50, 99, step, try, "
        "started_utc, hash FROM step_start WHERE seq = 3");
    CHECK(names(findings, "run-a"));
}

TEST_CASE("views, triggers and indexes that are not ours are found") {
    const Folder folder;
    fill(folder.file("r.db"));
    const Connection original = open_for_reading(folder.file("r.db"));
    const auto [edit, what] = GENERATE(table<std::string, std::string>(
        {{"DROP VIEW v_step; CREATE VIEW v_step AS SELECT 1 AS run", "view v_step is defined otherwise"},
         {"DROP VIEW v_unit", "view v_unit is missing"},
         {"DROP INDEX unit_imei", "index unit_imei is missing"},
         {"CREATE TRIGGER quiet BEFORE INSERT ON run_end BEGIN SELECT RAISE(IGNORE); END",
          "trigger quiet is not one of ours"},
         {"CREATE TABLE notes(a)", "table notes is not one of ours"}}));
    INFO(edit);
    const auto findings = Tampered(original).findings_after(edit);
    CHECK(std::ranges::any_of(findings, [&, &text = what](const Finding& finding) { return finding.what == text; }));
}

TEST_CASE("dropped triggers are found") {
    const Folder folder;
    fill(folder.file("r.db"));
    const Tampered tampered(open_for_reading(folder.file("r.db")));
    const auto result = verify(tampered.connection());
    CHECK(result.findings.size() == 2 * (chained_tables.size() + 1));
}

TEST_CASE("the triggers refuse every change, a replacing insert too") {
    const Folder folder;
    fill(folder.file("r.db"));
    const Connection shell = open_for_writing(folder.file("r.db"));
    const std::string edit = GENERATE("UPDATE run_end SET outcome = 'pass'", "DELETE FROM tape", "DELETE FROM meta",
                                      "REPLACE INTO run_end SELECT * FROM run_end");
    CHECK_THROWS_AS(shell.execute(edit), SqlFailure);
}

TEST_CASE("bytes damaged on the disk are found") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    fill(file);
    std::string bytes = content_of(file);
    const auto at = bytes.find("READY expected within");
    REQUIRE(at != std::string::npos);
    bytes[at] = 'S';
    {
        std::unique_ptr<FILE, int (*)(FILE*)> output(std::fopen(file.c_str(), "wb"), std::fclose);
        REQUIRE(std::fwrite(bytes.data(), 1, bytes.size(), output.get()) == bytes.size());
    }
    const auto findings = verify(open_for_reading(file)).findings;
    REQUIRE(findings.size() == 1);
    CHECK((findings[0].run == "run-a" || findings[0].run == "run-b"));
}
