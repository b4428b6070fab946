#include "station/records/database.hpp"
#include "station/records/writer.hpp"
#include "tests/station/records/examples.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace stapel::records;
using namespace stapel::records::examples;

namespace {

std::string columns(const Connection& connection, const std::string& view) {
    return connection.text("SELECT group_concat(name, ' ') FROM pragma_table_info('" + view + "')");
}

/// How SQLite gets at the rows of a view; reading the few rows that it found ("SCAN v_run") is left out.
std::string query_plan(const Connection& connection, const std::string& rows) {
    Statement step(connection, "EXPLAIN QUERY PLAN SELECT * FROM " + rows);
    std::string plan;
    while (step.step())
        if (step.text(3) != "SCAN v_run") plan += std::string(step.text(3)) + "\n";
    return plan;
}

/// The states of one module after runs with these outcomes.
std::string states_after(const std::vector<std::string>& outcomes) {
    const Folder folder;
    const std::string file = folder.file("r.db");
    Writer writer(file, Kind::station, stapel::system_clock());
    std::string states;
    for (const std::string& outcome : outcomes) {
        store_run(writer, {.run = "run-" + std::to_string(states.size()), .outcome = outcome});
        states += open_for_reading(file).text("SELECT state || ':' || last_outcome || ' ' FROM v_unit");
    }
    return states;
}

}  // namespace

TEST_CASE("the views have the promised columns in the promised order") {
    const Folder folder;
    fill(folder.file("r.db"));
    const Connection reader = open_for_reading(folder.file("r.db"));
    CHECK(columns(reader, "v_run") == "run operation purpose serial imei iccid meter_serial order_no station site "
                                      "attempt plan plan_sha256 firmware_sha256 operator started_utc ended_utc outcome "
                                      "failed_step code dialect");
    CHECK(columns(reader, "v_step") == "run position step try outcome started_utc ms code");
    CHECK(columns(reader, "v_measurement") == "run step try name value unit min max expected outcome");
    CHECK(columns(reader, "v_unit") == "serial imei iccid order_no state last_run last_outcome "
                                       "last_started_utc unit_seq");
    CHECK(columns(reader, "v_order_unit") == "order_no serial imei iccid msisdn static_ip meter_serial meter_type "
                                             "installed_utc");
}

TEST_CASE("a run shows its label's identities while it is open and the module's once it has ended") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    Writer writer(file, Kind::station, stapel::system_clock());
    writer.post(begin_of({.run = "run-1", .label = "LABEL"}));
    writer.commit({});
    const Connection reader = open_for_reading(file);
    CHECK(reader.text("SELECT serial || ' ' || coalesce(imei, 'NULL') || ' ' || coalesce(outcome, 'NULL') "
                      "FROM v_run") == "LABEL NULL NULL");
    writer.post(end_of({.run = "run-1"}));
    writer.commit({});
    CHECK(reader.text("SELECT serial || ' ' || imei || ' ' || outcome FROM v_run") ==
          "SN42-000001 863703001234567 pass");
    CHECK(reader.text("SELECT typeof(serial) || typeof(imei) || typeof(iccid) || typeof(site) FROM v_run") ==
          "texttexttextinteger");
}

TEST_CASE("a step without an end and its measurements are shown") {
    const Folder folder;
    fill(folder.file("r.db"));
    const Connection reader = open_for_reading(folder.file("r.db"));
    CHECK(reader.text("SELECT group_concat(position || step || try || coalesce(outcome, '-') || coalesce(ms, '-')) "
                      "FROM v_step WHERE run = 'run-c'") == "1power-on1pass1200,2boot2--");
    CHECK(reader.integer("SELECT count(*) FROM v_measurement WHERE run = 'run-c'") == 3);
}

TEST_CASE("a module's state follows passes and fails; a run that was cut off takes a pass back") {
    CHECK(states_after({"error", "pass", "aborted", "fail", "interrupted", "error", "pass"}) ==
          "new:error passed:pass new:aborted failed:fail failed:interrupted failed:error passed:pass ");
}

TEST_CASE("what passes in an engineer's hands has not passed, and has to pass anew") {
    const Folder folder;
    Writer writer(folder.file("r.db"), Kind::station, stapel::system_clock());
    const auto state = [&] {
        return open_for_reading(folder.file("r.db")).text("SELECT state || ':' || last_outcome FROM v_unit");
    };
    store_run(writer, {.run = "run-1", .purpose = engineering_purpose});
    CHECK(state() == "new:pass");
    store_run(writer, {.run = "run-2"});
    CHECK(state() == "passed:pass");
    store_run(writer, {.run = "run-3", .purpose = engineering_purpose});
    CHECK(state() == "new:pass");
    store_run(writer, {.run = "run-4", .outcome = "fail", .purpose = engineering_purpose});
    store_run(writer, {.run = "run-5", .purpose = engineering_purpose});
    CHECK(state() == "failed:pass");
}

TEST_CASE("a module is one line of v_unit, whichever of its identities a run could read") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    Writer writer(file, Kind::station, stapel::system_clock());
    store_run(writer, {.run = "1", .outcome = "fail", .serial = "", .imei = "I1", .iccid = ""});
    store_run(writer, {.run = "2", .outcome = "fail", .serial = "S1", .imei = "I1", .iccid = "C1", .order_no = ""});
    store_run(writer, {.run = "3", .outcome = "error", .serial = "S1", .imei = "", .iccid = ""});
    store_run(writer, {.run = "4", .outcome = "error", .serial = "", .imei = "I1", .iccid = ""});
    store_run(writer, {.run = "5", .outcome = "error", .serial = "", .imei = "", .iccid = ""});
    const Connection reader = open_for_reading(file);
    CHECK(reader.integer("SELECT count(*) FROM v_unit") == 1);
    CHECK(reader.text("SELECT serial || imei || iccid || state || last_run FROM v_unit") == "S1I1C1failed4");
    // another module with the same IMEI is another line: a conflict must be seen
    store_run(writer, {.run = "6", .serial = "S2", .imei = "I1", .iccid = "C2"});
    CHECK(reader.text("SELECT group_concat(serial || state) FROM "
                      "(SELECT * FROM v_unit WHERE imei = 'I1' ORDER BY 1)") == "S1failed,S2passed");
}

TEST_CASE("an order lists each module that passed in it once") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    Writer writer(file, Kind::station, stapel::system_clock());
    int number = 0;
    const auto run = [&](const std::string& outcome, const std::string& serial, const std::string& order) {
        const std::string unique = std::to_string(++number);
        store_run(writer, {.run = unique, .outcome = outcome, .serial = serial, .imei = "I" + serial,
                           .iccid = "C" + serial, .order_no = order});
    };
    run("pass", "S1", "A");
    run("pass", "S1", "A");
    run("fail", "S2", "A");
    run("pass", "S3", "");
    run("pass", "S4", "A");
    run("pass", "S4", "B");
    const Connection reader = open_for_reading(file);
    CHECK(reader.text("SELECT group_concat(order_no || serial) FROM v_order_unit") == "AS1,BS4");
    CHECK(reader.text("SELECT meter_serial || coalesce(msisdn, '-') || coalesce(static_ip, '-') || "
                      "coalesce(meter_type, '-') || coalesce(installed_utc, '-') FROM v_order_unit") ==
          "009217054000123----");
}

TEST_CASE("a look-up by an identity goes into that identity's index") {
    const Folder folder;
    fill(folder.file("r.db"));
    const Connection reader = open_for_reading(folder.file("r.db"));
    const std::string column = GENERATE("serial", "imei", "iccid");
    const std::string view = GENERATE("v_unit", "v_run");
    const std::string plan = query_plan(reader, fmt::format("{} WHERE {} = '1'", view, column));
    INFO(view << " by " << column << ":\n" << plan);
    CHECK_THAT(plan, !Catch::Contains("SCAN"));
    CHECK_THAT(plan, Catch::Contains("_" + column + " (" + column + "=?)"));
}

TEST_CASE("one run and one order are found through an index") {
    const Folder folder;
    fill(folder.file("r.db"));
    const Connection reader = open_for_reading(folder.file("r.db"));
    const std::string rows = GENERATE("v_run WHERE run = '1'", "v_step WHERE run = '1'",
                                      "v_measurement WHERE run = '1'", "v_order_unit WHERE order_no = '1'");
    const std::string plan = query_plan(reader, rows);
    INFO(rows << ":\n" << plan);
    CHECK_THAT(plan, !Catch::Contains("SCAN"));
}
