#include "tests/firmware/jig/jig_under_test.hpp"
#include "ui/app/screens/engineer_commands.hpp"
#include "ui/app/screens/engineer_log_query.hpp"
#include "ui/app/screens/engineer_talk.hpp"
#include "ui/app/screens/engineer_timeline.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <string>
#include <vector>

using namespace stapel;
using namespace stapel::app;
using namespace std::chrono_literals;
using transport::Direction;

namespace {

const UtcTime noon{1'795'513'200s};

std::vector<LogLine> sample_log() {
    return {{noon, {}, "info", "Станция запущена"},
            {noon + 1s, 3, "warning", "channel host: three bytes thrown away"},
            {noon + 2s, 3, "error", "E-254 ОШИБКА чётности"},
            {noon + 3s, 4, "manual", "4.002"}};
}

std::vector<std::size_t> found(const std::string& typed) { return matching_lines(sample_log(), parse_log_query(typed)); }

using Indices = std::vector<std::size_t>;

LiveTape tape_of(std::initializer_list<std::pair<std::int64_t, const char*>> entries) {
    LiveTape tape;
    for (const auto& [ms, channel] : entries) tape.push_back({ms, channel, Direction::in, {std::byte{1}}, false});
    return tape;
}

}  // namespace

TEST_CASE("an empty query wants every line of the log") { CHECK(found("") == Indices{0, 1, 2, 3}); }

TEST_CASE("words are looked for in either case, in both alphabets, and all must be there") {
    CHECK(found("станция") == Indices{0});
    CHECK(found("ошибка ЧЁТНОСТИ") == Indices{2});
    CHECK(found("HOST bytes") == Indices{1});
    CHECK(found("host ошибка").empty());
}

TEST_CASE("a site and a level can be typed") {
    CHECK(found("#3") == Indices{1, 2});
    CHECK(found("!") == Indices{1, 2});
    CHECK(found("!! #3") == Indices{2});
    CHECK(found("#4") == Indices{3});
    CHECK(parse_log_query("#x").words == std::vector<std::string>{"#x"});  // no number: a word
}

TEST_CASE("the log is looked through anew when it or the query is another one") {
    LogMatches matches;
    const auto log = std::make_shared<const std::vector<LogLine>>(sample_log());
    CHECK(matches.of(log, parse_log_query("#3")) == Indices{1, 2});
    CHECK(matches.of(log, parse_log_query("#4")) == Indices{3});
    auto longer = sample_log();
    longer.push_back({noon + 4s, 4, "info", "x"});
    CHECK(matches.of(std::make_shared<const std::vector<LogLine>>(longer), parse_log_query("#4")) == Indices{3, 4});
}

TEST_CASE("lanes have the site's own channels in the order of their use, then the shared ones") {
    CHECK(lanes_of(tape_of({{0, "meter"}, {1, "gsm_modem"}, {2, "host"}, {3, "meter"}, {4, "control"}})) ==
          std::vector<std::string>{"control", "host", "meter", "gsm_modem"});
}

TEST_CASE("a chosen entry is found again after older ones left the tape") {
    auto tape = tape_of({{0, "host"}, {5, "host"}, {5, "modem"}, {9, "host"}});
    const auto place = place_of(tape, 2);
    CHECK(entry_at(tape, place) == 2);
    tape.erase(tape.begin());
    CHECK(entry_at(tape, place) == 1);
    tape.erase(tape.begin(), tape.begin() + 2);
    CHECK(entry_at(tape, place) == 0);  // it is gone: the newest
    CHECK(entry_at(tape, std::nullopt) == 0);
    CHECK_FALSE(entry_at({}, place));
}

TEST_CASE("keys go from entry to entry of the wanted channel and stop at the ends") {
    const auto tape = tape_of({{0, "host"}, {5, "modem"}, {5, "modem"}, {9, "host"}});
    CHECK(neighbour(tape, 1, 1, "") == 2);
    CHECK(neighbour(tape, 0, 1, "host") == 3);
    CHECK(neighbour(tape, 0, -1, "") == 0);
    CHECK(neighbour(tape, 3, 1, "") == 3);
}

TEST_CASE("an enlarged timeline keeps the chosen entry in sight") {
    const auto tape = tape_of({{1000, "host"}, {1500, "host"}, {3000, "host"}});
    const auto whole = visible_span(tape, 1, 1);
    CHECK(whole.from_ms == Approx(1000));
    CHECK(whole.to_ms >= 3000);
    for (std::size_t i = 0; i < tape.size(); ++i) {
        const auto part = visible_span(tape, i, 8);
        CHECK(part.length_ms() == Approx(whole.length_ms() / 8));
        CHECK(part.x_of(static_cast<double>(tape[i].ms), 800) >= 0);
        CHECK(part.x_of(static_cast<double>(tape[i].ms), 800) <= 800);
    }
    CHECK(visible_span(tape_of({{7, "host"}}), 0, 1).length_ms() > 0);
}

TEST_CASE("the axis is divided by 1, 2 or 5") {
    CHECK(axis_step_ms(1000, 10) == Approx(100));
    CHECK(axis_step_ms(1100, 10) == Approx(200));
    CHECK(axis_step_ms(2500, 10) == Approx(500));
    CHECK(axis_step_ms(6000, 10) == Approx(1000));
    CHECK(axis_step_ms(0.5, 10) == Approx(1));
}

TEST_CASE("what was sent by hand and what the jig answered are one talk, of one site") {
    const std::vector<SentByHand> sent{{noon + 2s, 4, "MEAS:VOLT?"}, {noon + 2s, 1, "OUTP ON"}, {noon + 5s, 4, "OUTP OFF"}};
    const auto talk = talk_of(sample_log(), sent, 4, 10);
    REQUIRE(talk.size() == 3);
    CHECK(talk[0].text == "MEAS:VOLT?");
    CHECK(talk[1].text == "4.002");
    CHECK_FALSE(talk[1].sent);
    CHECK(talk[2].text == "OUTP OFF");
    CHECK(talk_of(sample_log(), sent, 4, 1).front().text == "OUTP OFF");
}

TEST_CASE("an answer stands below the message of the same moment") {
    const auto talk = talk_of(sample_log(), {{noon + 3s, 4, "MEAS:VOLT?"}}, 4, 10);
    REQUIRE(talk.size() == 2);
    CHECK(talk[0].sent);
}

TEST_CASE("only the newest messages are remembered") {
    std::vector<SentByHand> sent;
    for (int i = 0; i < 300; ++i) remember_sent(sent, {noon, 1, std::to_string(i)});
    CHECK(sent.size() == 200);
    CHECK(sent.back().message == "299");
}

TEST_CASE("the jig understands every button") {
    firmware::jig::JigUnderTest jig;
    for (const auto& row : jig_rows())
        for (const auto& button : row.buttons) {
            CAPTURE(button.name);
            const auto answer = jig.ask(button.message);
            CHECK(answer.empty() != button.message.ends_with('?'));
            CHECK(jig.ask("SYST:ERR?") == "0,\"No error\"");
        }
}
