#include "station/records/schema.hpp"

#include "station/records/sqlite.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>

namespace stapel::records {
namespace {

// `seq` numbers the rows of all tables together, without gaps; AUTOINCREMENT makes SQLite remember each table's
// last one, so that a row deleted at the end is missed too. Identities are stored as they were read, right or wrong.
// CHECKs of more than two values are written with OR: for IN, SQLite builds a table of them at every insert.
constexpr std::string_view tables = R"sql(
CREATE TABLE meta(
  id INTEGER PRIMARY KEY CHECK(id = 1), kind TEXT NOT NULL CHECK(kind IN ('station', 'bench')),
  epoch TEXT NOT NULL, created_utc TEXT NOT NULL, hash BLOB NOT NULL) STRICT;
CREATE TABLE session(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, opened_utc TEXT NOT NULL, sqlite TEXT NOT NULL, hash BLOB NOT NULL) STRICT;
CREATE TABLE run_begin(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, run TEXT NOT NULL UNIQUE, station TEXT, site INTEGER NOT NULL,
  operation TEXT, purpose TEXT, plan TEXT, plan_sha256 TEXT, firmware_sha256 TEXT, order_no TEXT, operator TEXT,
  serial TEXT, imei TEXT, iccid TEXT, attempt INTEGER, started_utc TEXT NOT NULL, dialect TEXT, program TEXT,
  fixture_cycles INTEGER, calibration_due TEXT, hash BLOB NOT NULL) STRICT;
CREATE INDEX run_begin_serial ON run_begin(serial) WHERE serial IS NOT NULL;
CREATE INDEX run_begin_imei ON run_begin(imei) WHERE imei IS NOT NULL;
CREATE INDEX run_begin_iccid ON run_begin(iccid) WHERE iccid IS NOT NULL;
CREATE INDEX run_begin_order_no ON run_begin(order_no) WHERE order_no IS NOT NULL;
CREATE TABLE step_start(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, run_seq INTEGER NOT NULL REFERENCES run_begin(seq), item INTEGER NOT NULL,
  position INTEGER NOT NULL, step TEXT NOT NULL, try INTEGER NOT NULL, started_utc TEXT NOT NULL,
  hash BLOB NOT NULL, UNIQUE(run_seq, position)) STRICT;
CREATE TABLE step_end(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, run_seq INTEGER NOT NULL, item INTEGER NOT NULL,
  position INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK(outcome = 'pass' OR outcome = 'fail' OR outcome = 'error' OR
    outcome = 'aborted' OR outcome = 'skipped'),
  ms INTEGER NOT NULL, code TEXT, detail TEXT, hash BLOB NOT NULL, UNIQUE(run_seq, position),
  FOREIGN KEY(run_seq, position) REFERENCES step_start(run_seq, position)) STRICT;
CREATE TABLE measurement(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, run_seq INTEGER NOT NULL, item INTEGER NOT NULL,
  position INTEGER NOT NULL, name TEXT NOT NULL,
  value_type TEXT NOT NULL CHECK(value_type = 'number' OR value_type = 'text' OR value_type = 'boolean'), value ANY,
  unit TEXT, min REAL, max REAL, expected TEXT, outcome TEXT NOT NULL CHECK(outcome IN ('pass', 'fail')),
  hash BLOB NOT NULL,
  FOREIGN KEY(run_seq, position) REFERENCES step_start(run_seq, position)) STRICT;
CREATE INDEX measurement_step ON measurement(run_seq, position);
CREATE TABLE tape(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, run_seq INTEGER NOT NULL REFERENCES run_begin(seq), item INTEGER NOT NULL,
  ms INTEGER NOT NULL, channel TEXT NOT NULL, direction TEXT NOT NULL CHECK(direction IN ('in', 'out')),
  bytes BLOB NOT NULL, hash BLOB NOT NULL) STRICT;
CREATE INDEX tape_run ON tape(run_seq);
CREATE TABLE unit(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, run_seq INTEGER NOT NULL REFERENCES run_begin(seq), item INTEGER NOT NULL,
  serial TEXT, imei TEXT, iccid TEXT, meter_serial TEXT, order_no TEXT,
  state TEXT NOT NULL CHECK(state = 'new' OR state = 'passed' OR state = 'failed' OR
    state = 'repair' OR state = 'scrapped' OR state = 'shipped'),
  hash BLOB NOT NULL) STRICT;
CREATE INDEX unit_run ON unit(run_seq);
CREATE INDEX unit_serial ON unit(serial) WHERE serial IS NOT NULL;
CREATE INDEX unit_imei ON unit(imei) WHERE imei IS NOT NULL;
CREATE INDEX unit_iccid ON unit(iccid) WHERE iccid IS NOT NULL;
CREATE TABLE run_end(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, run_seq INTEGER NOT NULL UNIQUE REFERENCES run_begin(seq),
  item INTEGER NOT NULL, run TEXT NOT NULL, serial TEXT, imei TEXT, iccid TEXT, meter_serial TEXT, attempt INTEGER,
  ended_utc TEXT NOT NULL, ms INTEGER,
  outcome TEXT NOT NULL CHECK(outcome = 'pass' OR outcome = 'fail' OR outcome = 'error' OR
    outcome = 'aborted' OR outcome = 'interrupted'),
  failed_step TEXT, code TEXT, hash BLOB NOT NULL) STRICT;
CREATE INDEX run_end_serial ON run_end(serial) WHERE serial IS NOT NULL;
CREATE INDEX run_end_imei ON run_end(imei) WHERE imei IS NOT NULL;
CREATE INDEX run_end_iccid ON run_end(iccid) WHERE iccid IS NOT NULL;
)sql";

// The two halves of v_run, and the anti-joins of v_unit, are written so that a look-up by one identity goes into
// that identity's index alone.
constexpr std::string_view views = R"sql(
CREATE VIEW v_run AS
SELECT b.run, b.operation, b.purpose, e.serial, e.imei, e.iccid, e.meter_serial, b.order_no, b.station, b.site,
  e.attempt, b.plan, b.plan_sha256, b.firmware_sha256, b.operator, b.started_utc, e.ended_utc, e.outcome,
  e.failed_step, e.code, b.dialect
FROM run_end e JOIN run_begin b ON b.seq = e.run_seq
UNION ALL
SELECT b.run, b.operation, b.purpose, b.serial, b.imei, b.iccid, NULL, b.order_no, b.station, b.site,
  b.attempt, b.plan, b.plan_sha256, b.firmware_sha256, b.operator, b.started_utc, NULL, NULL, NULL, NULL, b.dialect
FROM run_begin b WHERE NOT EXISTS (SELECT 1 FROM run_end e WHERE e.run_seq = b.seq);
CREATE VIEW v_step AS
SELECT b.run, s.position, s.step, s.try, e.outcome, s.started_utc, e.ms, e.code
FROM run_begin b JOIN step_start s ON s.run_seq = b.seq
LEFT JOIN step_end e ON e.run_seq = s.run_seq AND e.position = s.position;
CREATE VIEW v_measurement AS
SELECT b.run, s.step, s.try, m.name, m.value, m.unit, m.min, m.max, m.expected, m.outcome
FROM run_begin b JOIN step_start s ON s.run_seq = b.seq
JOIN measurement m ON m.run_seq = s.run_seq AND m.position = s.position;
CREATE VIEW v_unit AS
SELECT u.serial, u.imei, u.iccid, u.order_no, u.state, b.run AS last_run, e.outcome AS last_outcome
FROM unit u JOIN run_begin b ON b.seq = u.run_seq JOIN run_end e ON e.run_seq = u.run_seq
WHERE NOT EXISTS (SELECT 1 FROM unit n WHERE n.serial = u.serial AND n.seq > u.seq)
  AND (u.serial IS NOT NULL OR NOT EXISTS (SELECT 1 FROM unit n WHERE n.imei = u.imei AND n.seq > u.seq))
  AND (u.serial IS NOT NULL OR u.imei IS NOT NULL
       OR NOT EXISTS (SELECT 1 FROM unit n WHERE n.iccid = u.iccid AND n.seq > u.seq));
CREATE VIEW v_order_unit AS
SELECT b.order_no, u.serial, u.imei, u.iccid, NULL AS msisdn, NULL AS static_ip, u.meter_serial,
  NULL AS meter_type, NULL AS installed_utc
FROM unit u JOIN run_begin b ON b.seq = u.run_seq JOIN run_end e ON e.run_seq = u.run_seq
WHERE b.order_no IS NOT NULL AND e.outcome = 'pass'
  AND NOT EXISTS (SELECT 1 FROM unit n JOIN run_begin nb ON nb.seq = n.run_seq
                  JOIN run_end ne ON ne.run_seq = n.run_seq
                  WHERE n.serial = u.serial AND n.seq > u.seq AND nb.order_no IS NOT NULL AND ne.outcome = 'pass')
  AND (u.serial IS NOT NULL
       OR NOT EXISTS (SELECT 1 FROM unit n JOIN run_begin nb ON nb.seq = n.run_seq
                      JOIN run_end ne ON ne.run_seq = n.run_seq
                      WHERE n.imei = u.imei AND n.seq > u.seq AND nb.order_no IS NOT NULL AND ne.outcome = 'pass'));
)sql";

std::string append_only(std::string_view table) {
    return fmt::format(
        "CREATE TRIGGER {0}_no_update BEFORE UPDATE ON {0} BEGIN SELECT RAISE(ABORT, '{0} is append only'); END;\n"
        "CREATE TRIGGER {0}_no_delete BEFORE DELETE ON {0} BEGIN SELECT RAISE(ABORT, '{0} is append only'); END;\n",
        table);
}

std::string version_1() {
    std::string script(tables);
    script += views;
    script += append_only("meta");
    for (const ChainedTable& table : chained_tables)
        if (table.since == 1) script += append_only(table.name);
    return script + fmt::format("PRAGMA application_id = {};\n", application_id);
}

// What a person decided about a module outside a run. A scrapped module stays scrapped, whatever runs come after, until
// a later mark takes it back.
constexpr std::string_view marks = R"sql(
CREATE TABLE unit_mark(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, marked_utc TEXT NOT NULL, station TEXT, operator TEXT, run TEXT,
  serial TEXT, imei TEXT, iccid TEXT, mark TEXT NOT NULL CHECK(mark IN ('scrapped', 'new')), reason TEXT,
  hash BLOB NOT NULL) STRICT;
CREATE INDEX unit_mark_serial ON unit_mark(serial) WHERE serial IS NOT NULL;
CREATE INDEX unit_mark_imei ON unit_mark(imei) WHERE imei IS NOT NULL;
CREATE INDEX unit_mark_iccid ON unit_mark(iccid) WHERE iccid IS NOT NULL;
)sql";

// The number of the newest mark of a row `u` of `unit`, by the best identity that any mark has.
constexpr std::string_view newest_mark = R"sql(coalesce(
  (SELECT max(seq) FROM unit_mark WHERE serial = u.serial),
  (SELECT max(seq) FROM unit_mark WHERE imei = u.imei AND (serial IS NULL OR u.serial IS NULL)),
  (SELECT max(seq) FROM unit_mark WHERE iccid = u.iccid AND (serial IS NULL OR u.serial IS NULL)
                                    AND (imei IS NULL OR u.imei IS NULL))))sql";

// A scrapped module is in no customer's table.
constexpr std::string_view views_with_marks = R"sql(
DROP VIEW v_unit;
CREATE VIEW v_unit AS
SELECT u.serial, u.imei, u.iccid, u.order_no,
  CASE WHEN m.mark = 'scrapped' OR m.seq > u.seq THEN m.mark ELSE u.state END AS state,
  b.run AS last_run, e.outcome AS last_outcome, b.started_utc AS last_started_utc, u.seq AS unit_seq
FROM unit u JOIN run_begin b ON b.seq = u.run_seq JOIN run_end e ON e.run_seq = u.run_seq
LEFT JOIN unit_mark m ON m.seq = {0}
WHERE NOT EXISTS (SELECT 1 FROM unit n WHERE n.serial = u.serial AND n.seq > u.seq)
  AND (u.serial IS NOT NULL OR NOT EXISTS (SELECT 1 FROM unit n WHERE n.imei = u.imei AND n.seq > u.seq))
  AND (u.serial IS NOT NULL OR u.imei IS NOT NULL
       OR NOT EXISTS (SELECT 1 FROM unit n WHERE n.iccid = u.iccid AND n.seq > u.seq));
DROP VIEW v_order_unit;
CREATE VIEW v_order_unit AS
SELECT b.order_no, u.serial, u.imei, u.iccid, NULL AS msisdn, NULL AS static_ip, u.meter_serial,
  NULL AS meter_type, NULL AS installed_utc
FROM unit u JOIN run_begin b ON b.seq = u.run_seq JOIN run_end e ON e.run_seq = u.run_seq
LEFT JOIN unit_mark m ON m.seq = {0}
WHERE b.order_no IS NOT NULL AND e.outcome = 'pass' AND m.mark IS NOT 'scrapped'
  AND NOT EXISTS (SELECT 1 FROM unit n JOIN run_begin nb ON nb.seq = n.run_seq
                  JOIN run_end ne ON ne.run_seq = n.run_seq
                  WHERE n.serial = u.serial AND n.seq > u.seq AND nb.order_no IS NOT NULL AND ne.outcome = 'pass')
  AND (u.serial IS NOT NULL
       OR NOT EXISTS (SELECT 1 FROM unit n JOIN run_begin nb ON nb.seq = n.run_seq
                      JOIN run_end ne ON ne.run_seq = n.run_seq
                      WHERE n.imei = u.imei AND n.seq > u.seq AND nb.order_no IS NOT NULL AND ne.outcome = 'pass'));
)sql";

std::string version_2() {
    return std::string(marks) + fmt::format(fmt::runtime(views_with_marks), newest_mark) + append_only("unit_mark");
}

// Serials that a station gives out, and what became of each number that it gave (`pool_rows.hpp`).
constexpr std::string_view numbers = R"sql(
CREATE TABLE serial_pool(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, made_utc TEXT NOT NULL, station TEXT, operator TEXT,
  pool TEXT NOT NULL UNIQUE, first TEXT NOT NULL,
  last TEXT NOT NULL CHECK(length(last) = length(first) AND last >= first), hash BLOB NOT NULL) STRICT;
CREATE TABLE number_change(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, changed_utc TEXT NOT NULL, run TEXT, operator TEXT, pool TEXT NOT NULL,
  number TEXT NOT NULL, uid TEXT,
  state TEXT NOT NULL CHECK(state = 'reserved' OR state = 'touched' OR state = 'burnt' OR state = 'returned'),
  reason TEXT, hash BLOB NOT NULL) STRICT;
CREATE INDEX number_change_number ON number_change(pool, number);
CREATE INDEX number_change_run ON number_change(run) WHERE run IS NOT NULL;
CREATE INDEX number_change_uid ON number_change(uid) WHERE uid IS NOT NULL;
CREATE INDEX number_change_returned ON number_change(pool, number) WHERE state = 'returned';
CREATE VIEW v_number AS
SELECT c.pool, c.number, c.state, c.uid, c.run, c.operator, c.reason, c.changed_utc
FROM number_change c
WHERE NOT EXISTS (SELECT 1 FROM number_change n WHERE n.pool = c.pool AND n.number = c.number AND n.seq > c.seq);
)sql";

std::string version_3() { return std::string(numbers) + append_only("serial_pool") + append_only("number_change"); }

void check_after_migration(const Connection& connection) {
    const std::string quick = connection.text("PRAGMA quick_check(1)");
    const std::string foreign = connection.text("PRAGMA foreign_key_check");
    if (quick != "ok" || !foreign.empty())
        connection.fail(0, fmt::format("checking the migrated database: quick_check ok expected, '{}' found; rows "
                                       "without their parent: {}", quick, foreign.empty() ? "none" : foreign));
}

void copy_beside(const Connection& connection, const std::string& file, std::size_t version) {
    std::string name = fmt::format("{}.before-v{}", file, version);
    for (int number = 2; std::filesystem::exists(name); ++number)
        name = fmt::format("{}.before-v{}-{}", file, version, number);
    connection.copy_to(Connection(name, Access::create));
}

}  // namespace

std::vector<ChainedTable> chained_tables_of(const Connection& connection) {
    const auto version = static_cast<std::size_t>(connection.integer("PRAGMA user_version"));
    std::vector<ChainedTable> chained;
    std::ranges::copy_if(chained_tables, std::back_inserter(chained),
                         [version](const ChainedTable& table) { return table.since <= version; });
    return chained;
}

std::vector<std::string> migrations() { return {version_1(), version_2(), version_3()}; }

void migrate(const Connection& connection, const std::string& file, std::span<const std::string> scripts) {
    const auto found = static_cast<std::size_t>(connection.integer("PRAGMA user_version"));
    if (found > 0 && found < scripts.size()) copy_beside(connection, file, scripts.size());
    for (std::size_t version = found; version < scripts.size(); ++version) {
        Transaction transaction(connection, "BEGIN IMMEDIATE");
        connection.execute(scripts[version]);
        connection.execute(fmt::format("PRAGMA user_version = {}", version + 1));
        check_after_migration(connection);
        transaction.commit();
    }
}

std::vector<SchemaObject> schema_of(const Connection& connection) {
    Statement statement(connection, "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' "
                                    "ESCAPE '\\' ORDER BY name, type");
    std::vector<SchemaObject> objects;
    while (statement.step())
        objects.push_back({.type = std::string(statement.text(0)), .name = std::string(statement.text(1)),
                           .sql = std::string(statement.text(2))});
    return objects;
}

std::vector<SchemaObject> expected_schema(std::size_t version) {
    const auto scripts = migrations();
    const Connection memory("", Access::create);
    migrate(memory, "", std::span(scripts).first(std::min(version, scripts.size())));
    return schema_of(memory);
}

}  // namespace stapel::records
