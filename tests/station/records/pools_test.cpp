#include "station/records/pools.hpp"

#include "station/records/database.hpp"
#include "station/records/journal.hpp"
#include "station/records/pool_book.hpp"
#include "station/records/schema.hpp"
#include "station/records/verify.hpp"
#include "tests/station/records/child.hpp"
#include "tests/station/records/examples.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <span>
#include <thread>

using namespace stapel::records;
using namespace stapel::records::examples;
using Answer = NumberAnswer::Kind;

namespace {

const stapel::Clock& station_clock() { return stapel::system_clock(); }

/// A database with one pool and a writer at work on it.
class Bench {
public:
    explicit Bench(std::string first = "S100000", std::string last = "S100009") {
        writer.post(PoolMade{.pool = "nb02", .first = std::move(first), .last = std::move(last)});
    }

    void begin(const std::string& run, const std::string& purpose = "production") {
        writer.post(begin_of({.run = run, .purpose = purpose}));
    }
    NumberAnswer draw(const std::string& run, const std::string& uid, const std::string& wanted = {},
                      bool in_module = false) {
        return writer.draw({.run = run, .pool = "nb02", .uid = uid, .wanted = wanted, .in_module = in_module}, {});
    }
    void touch(const std::string& run, const std::string& number, const std::string& uid) {
        writer.post(
            NumberChange{.run = run, .pool = "nb02", .number = number, .uid = uid, .state = NumberState::touched});
    }
    void end(const std::string& run, const std::string& outcome, const std::string& serial = {}) {
        writer.post(end_of({.run = run, .outcome = outcome, .serial = serial, .imei = "", .iccid = ""}));
        writer.commit({});
    }
    /// A whole run of a module that is written to.
    std::string run(const std::string& run, const std::string& uid, const std::string& outcome,
                    const std::string& wanted = {}, bool in_module = false) {
        begin(run);
        const auto answer = draw(run, uid, wanted, in_module);
        REQUIRE(answer.kind == Answer::drawn);
        touch(run, answer.number, uid);
        end(run, outcome, answer.number);
        return answer.number;
    }
    void release(const std::string& number) {
        writer.post(NumberChange{.operator_id = "op", .pool = "nb02", .number = number, .reason = "scrapped"});
        writer.commit({});
    }
    std::string state(const std::string& number, const std::string& pool = "nb02") const {
        const auto found = number_of(open_for_reading(file), pool, number);
        return found ? found->state : "free";
    }

    const Folder folder{};
    const std::string file = folder.file("r.db");
    Writer writer{file, Kind::station, station_clock()};
};

void make_pool(const std::string& file) {
    Writer writer(file, Kind::station, station_clock());
    writer.post(PoolMade{.pool = "nb02", .first = "S100000", .last = "S100009"});
}

}  // namespace

TEST_CASE("a number goes up from the first, is burnt by a pass, and stays touched after anything else") {
    Bench bench;
    CHECK(bench.run("1", "A", "pass") == "S100000");
    CHECK(bench.state("S100000") == "burnt");
    CHECK(bench.run("2", "B", "fail") == "S100001");
    CHECK(bench.state("S100001") == "touched");
    CHECK(bench.run("3", "C", "error") == "S100002");
    CHECK(bench.run("4", "D", "aborted") == "S100003");
    CHECK(bench.state("S100003") == "touched");
    CHECK(bench.run("5", "E", "pass") == "S100004");
    CHECK(verify(open_for_reading(bench.file)).findings.empty());
}

TEST_CASE("a number whose module was not written to returns by itself, and is the next to go out") {
    Bench bench;
    bench.begin("1");
    bench.begin("2");
    CHECK(bench.draw("1", "A").number == "S100000");
    CHECK(bench.draw("2", "B").number == "S100001");
    bench.end("1", "fail");
    CHECK(bench.state("S100000") == "returned");
    CHECK(bench.run("3", "C", "pass") == "S100000");
    CHECK(bench.run("4", "D", "pass") == "S100002");
}

TEST_CASE("a touched number is given to no other module before a person says so, and then to the next") {
    Bench bench;
    CHECK(bench.run("1", "A", "fail") == "S100000");
    CHECK(bench.run("2", "B", "pass") == "S100001");
    bench.release("S100000");
    CHECK(bench.run("3", "C", "pass") == "S100000");
    const auto found = number_of(open_for_reading(bench.file), "nb02", "S100000");
    CHECK(found->uid == "C");
    bench.begin("4");  // the module that was to be scrapped comes back
    CHECK(bench.draw("4", "A", "S100000", true).kind == Answer::taken);
}

TEST_CASE("a chip keeps the number that it was given, even when its flash has lost it") {
    Bench bench;
    CHECK(bench.run("1", "A", "fail") == "S100000");
    CHECK(bench.run("2", "A", "pass") == "S100000");
    CHECK(bench.state("S100000") == "burnt");
    CHECK(bench.run("3", "A", "fail", "S100000", true) == "S100000");
    CHECK(bench.state("S100000") == "touched");
    bench.begin("4");
    const auto answer = bench.draw("4", "A", "S100005");  // another label
    CHECK(answer.kind == Answer::other);
    CHECK(answer.number == "S100000");
    CHECK(bench.state("S100005") == "free");
}

TEST_CASE("a number found in a module is touched from the start: it never returns by itself") {
    Bench bench;
    bench.begin("1");
    CHECK(bench.draw("1", "A", "S100003", true).kind == Answer::drawn);
    bench.end("1", "fail");
    CHECK(bench.state("S100003") == "touched");
    bench.begin("2");
    CHECK(bench.draw("2", "B", "S200000", true).kind == Answer::outside);
}

TEST_CASE("a label takes its number; what it left below is given at the top of the pool, then the pool is exhausted") {
    Bench bench;
    CHECK(bench.run("1", "A", "pass", "S100007") == "S100007");
    std::vector<std::string> given;
    for (int i = 0; i < 9; ++i) given.push_back(bench.run("r" + std::to_string(i), "U" + std::to_string(i), "pass"));
    CHECK(given == std::vector<std::string>{"S100008", "S100009", "S100000", "S100001", "S100002", "S100003", "S100004",
                                            "S100005", "S100006"});
    bench.begin("last");
    CHECK(bench.draw("last", "Z").kind == Answer::exhausted);
    CHECK(bench.draw("last", "Z", "S100007").kind == Answer::taken);
    CHECK(bench.draw("last", "Z", "S100007").uid == "A");
    CHECK(bench.draw("last", "Z", "S1000070").kind == Answer::outside);
    CHECK(pools(open_for_reading(bench.file)).at(0).free() == 0);
}

TEST_CASE("a serial that a plan without a pool gave to a module is left out") {
    Bench bench;
    store_run(bench.writer, {.run = "1", .serial = "S100000"});
    store_run(bench.writer, {.run = "2", .serial = "S100002", .imei = "863703001234568"});
    CHECK(bench.run("3", "A", "pass") == "S100001");
    CHECK(bench.run("4", "B", "pass") == "S100003");
}

TEST_CASE("nothing that passes for an engineer burns a number") {
    Bench bench;
    bench.begin("1", "engineering");
    const auto answer = bench.draw("1", "A");
    bench.touch("1", answer.number, "A");
    bench.end("1", "pass", answer.number);
    CHECK(bench.state(answer.number) == "touched");
}

TEST_CASE("sixteen sites that draw at once never get the same number") {
    Bench bench("S100000", "S999999");
    constexpr int sites = 16, each = 20;
    std::vector<std::vector<std::string>> drawn(sites);
    {
        std::vector<std::jthread> threads;
        for (int site = 0; site < sites; ++site)
            threads.emplace_back([&, site] {
                for (int i = 0; i < each; ++i) {
                    const auto name = std::to_string(site) + "-" + std::to_string(i);
                    bench.writer.post(begin_of({.run = name}));
                    drawn[static_cast<std::size_t>(site)].push_back(bench.draw(name, name).number);
                }
            });
    }
    std::set<std::string> all;
    for (const auto& one : drawn) all.insert(one.begin(), one.end());
    CHECK(all.size() == sites * each);
    CHECK(*all.rbegin() == "S100319");
}

TEST_CASE("after a crash a reserved number returns by itself, and a touched one waits for a person's word") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    make_pool(file);
    Child station([&](const auto& say) {
        Writer writer(file, Kind::station, station_clock());
        for (const std::string run : {"1", "2"}) {
            writer.post(begin_of({.run = run}));
            const auto answer = writer.draw({.run = run, .pool = "nb02", .uid = "U" + run}, {});
            if (run == "2")
                writer.post(NumberChange{.run = run, .pool = "nb02", .number = answer.number, .uid = "U" + run,
                                         .state = NumberState::touched});
        }
        writer.commit({});
        say("drawn");
        station_clock().sleep_until(station_clock().now() + std::chrono::hours(1), {});
    });
    REQUIRE(station.line() == "drawn");
    station.kill();
    Writer writer(file, Kind::station, station_clock());
    const auto reader = open_for_reading(file);
    CHECK(number_of(reader, "nb02", "S100000")->state == "returned");
    CHECK(number_of(reader, "nb02", "S100001")->state == "touched");
    writer.post(begin_of({.run = "3"}));
    CHECK(writer.draw({.run = "3", .pool = "nb02", .uid = "U3"}, {}).number == "S100000");
    writer.post(begin_of({.run = "4"}));
    CHECK(writer.draw({.run = "4", .pool = "nb02", .uid = "U4"}, {}).number == "S100002");
    CHECK(verify(reader).findings.empty());
}

TEST_CASE("keys go out in the order of their file, each to one chip, and a new file is no reason for an old key") {
    Bench bench;
    const auto list = std::make_shared<NumberList>(std::vector<std::string>{"c", "a", "b"});
    const auto draw = [&](const std::string& run, const std::string& uid, const std::string& wanted = {}) {
        bench.begin(run);
        return bench.writer.draw({.run = run, .pool = "keys/dlms", .uid = uid, .wanted = wanted, .list = list}, {});
    };
    CHECK(draw("1", "A").number == "c");
    CHECK(draw("2", "B").number == "a");
    CHECK(draw("3", "A").number == "c");
    CHECK(draw("4", "C", "a").kind == Answer::taken);
    CHECK(draw("5", "C", "x").kind == Answer::outside);
    CHECK(draw("6", "C", "b").number == "b");
    CHECK(draw("7", "D").kind == Answer::exhausted);
    bench.end("2", "fail");
    CHECK(draw("8", "D").number == "a");
    const auto fresh = std::make_shared<NumberList>(std::vector<std::string>{"d"});
    bench.begin("9");
    CHECK(bench.writer.draw({.run = "9", .pool = "keys/dlms", .uid = "A", .list = fresh}, {}).number == "d");
    CHECK(pools(open_for_reading(bench.file)).at(1).pool == "keys/dlms");
    CHECK_FALSE(pools(open_for_reading(bench.file)).at(1).free());
}

TEST_CASE("a pool is refused a name that is taken, serials of another pool, and serials that modules have") {
    Bench bench;
    store_run(bench.writer, {.run = "1", .serial = "S300005"});
    const auto reader = open_for_reading(bench.file);
    const auto problem = [&](const std::string& name, const std::string& first, const std::string& last) {
        return pool_problem(reader, {.pool = name, .first = first, .last = last});
    };
    CHECK_THAT(problem("nb02", "S500000", "S599999"), Catch::Contains("a new name expected, the pool nb02 found"));
    CHECK_THAT(problem("b", "S100009", "S200000"), Catch::Contains("overlap the pool nb02 (S100000 to S100009)"));
    CHECK_THAT(problem("b", "S000000", "S999999"), Catch::Contains("overlap the pool nb02"));
    CHECK_THAT(problem("b", "S300000", "S399999"), Catch::Contains("S300005 found in the records"));
    CHECK(problem("b", "S1000000", "S1999999").empty());  // other serials: one digit more
    CHECK(problem("b", "S100010", "S299999").empty());
}

TEST_CASE("pools are seen as they stand") {
    Bench bench;
    bench.run("1", "A", "pass");
    bench.run("2", "B", "fail");
    bench.begin("3");
    static_cast<void>(bench.draw("3", "C"));
    const auto found = pools(open_for_reading(bench.file)).at(0);
    CHECK(found.first + found.last == "S100000S100009");
    CHECK((found.burnt == 1 && found.touched == 1 && found.reserved == 1 && found.returned == 0));
    CHECK(found.free() == 7);
    CHECK(numbers_of(open_for_reading(bench.file), "nb02").size() == 3);
    CHECK(numbers_of(open_for_reading(bench.file), "nb02", "touched").at(0).number == "S100001");
}

TEST_CASE("a database that is older than pools has none, and gets them from the next writer") {
    const Folder folder;
    const std::string file = folder.file("r.db");
    {
        const Connection old = open_for_writing(file);
        const auto scripts = migrations();
        migrate(old, file, std::span(scripts).first(2));
        Transaction transaction(old, "BEGIN IMMEDIATE");
        write_meta(old, Kind::station, {});
        transaction.commit();
        CHECK(pools(old).empty());
        CHECK_FALSE(has_pool(old, "nb02"));
        CHECK(numbers_of(old, "nb02").empty());
        CHECK_FALSE(number_of(old, "nb02", "S100000"));
    }
    make_pool(file);
    CHECK(has_pool(open_for_reading(file), "nb02"));
    CHECK(verify(open_for_reading(file)).findings.empty());
}

TEST_CASE("the serial after the last of its length is none") {
    CHECK(next_serial("S000009") == "S000010");
    CHECK(next_serial("S0999999999") == "S1000000000");
    CHECK_FALSE(next_serial("S999999"));
}
