#include "tests/station/records/examples.hpp"

#include <fstream>
#include <iterator>
#include <limits>

#include <stdlib.h>

namespace stapel::records::examples {
namespace {

constexpr UtcTime started{std::chrono::milliseconds(1772355907042)};

}  // namespace

Folder::Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "stapel-records-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder can be made");
    path_ = name;
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

RunBegin begin_of(const Example& example) {
    RunBegin begin;
    begin.run = example.run;
    begin.station = "ST-1";
    begin.site = 3;
    begin.operation = example.operation;
    begin.purpose = example.purpose;
    begin.plan = "nb02-line";
    begin.plan_sha256 = std::string(64, 'a');
    begin.firmware_sha256 = std::string(64, 'b');
    begin.order_no = example.order_no;
    begin.operator_id = "op7";
    begin.serial = example.label;
    begin.attempt = 1;
    begin.started = started;
    begin.dialect = "station-v1";
    begin.program = "0.1.0";
    begin.fixture_cycles = 4711;
    begin.calibration_due = "2027-01-31";
    return begin;
}

void post_steps(Writer& writer, const Example& example, bool both) {
    writer.post(StepStart{example.run, 1, "power-on", 1, started});
    writer.post(Measurement{example.run, 1, "supply", 4.0, "V", 3.9, 4.1, {}, "pass"});
    writer.post(Measurement{example.run, 1, "version", std::string("1.4"), "", {}, {}, "1.4", "pass"});
    writer.post(StepEnd{example.run, 1, "pass", 1200, "", ""});
    writer.post(StepStart{example.run, 2, "boot", 2, started});
    writer.post(Measurement{example.run, 2, "ready", true, "", {}, {}, "true", "pass"});
    if (both) writer.post(StepEnd{example.run, 2, "fail", 30000, "E-223", "READY expected within 30 s, none seen"});
}

RunEnd end_of(const Example& example) {
    RunEnd end{.run = example.run, .serial = example.serial, .imei = example.imei, .iccid = example.iccid,
               .meter_serial = "009217054000123", .attempt = 1, .ended = started + std::chrono::seconds(90),
               .ms = 90000, .outcome = example.outcome, .failed_step = {}, .code = {}, .tape = {}};
    if (example.outcome == "pass") return end;
    end.failed_step = "boot";
    end.code = "E-223";
    end.tape = {{5, "host", transport::Direction::out, {std::byte{0x7F}}},
                {9, "host", transport::Direction::in, {std::byte{0x79}, std::byte{0x00}}}};
    return end;
}

void store_run(Writer& writer, const Example& example) {
    writer.post(begin_of(example));
    post_steps(writer, example);
    writer.post(end_of(example));
    writer.commit({});
}

void fill(const std::string& file) {
    Writer writer(file, Kind::station, system_clock());
    RunBegin full = begin_of({.run = "run-a", .label = "SN42-000001", .order_no = "N-17"});
    full.imei = "863703001234567";
    full.iccid = "8970101123456789012";
    const Example failed{.run = "run-a", .outcome = "fail"};
    writer.post(full);
    post_steps(writer, failed);
    writer.post(end_of(failed));
    store_run(writer, {.run = "run-b"});
    writer.post(UnitMark{.marked = started, .station = "ST-1", .operator_id = "op", .run = "run-b",
                         .serial = "SN42-000009", .imei = "863703009999999", .iccid = "8970101129999999999",
                         .reason = "fell down"});
    writer.post(PoolMade{.made = started, .station = "ST-1", .operator_id = "op", .pool = "nb02", .first = "S100000",
                         .last = "S199999"});
    writer.post(NumberChange{.changed = started, .run = "run-b", .operator_id = "op", .pool = "nb02",
                             .number = "S100000", .uid = "0123456789ABCDEF01234567",
                             .state = NumberState::touched, .reason = "by hand"});
    const Example open{.run = "run-c"};
    writer.post(begin_of(open));
    post_steps(writer, open, false);
}

std::string content_of(const std::string& file) {
    std::ifstream input(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(input), {}};
}

}  // namespace stapel::records::examples
