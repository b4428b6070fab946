// The link to the played meter, and what a module's dialogue without one is blamed on. The module's bytes are those of
// protocols 1.2 to 1.6.
#include "fixtures/meter/dlms_association.hpp"
#include "fixtures/meter/hdlc_control.hpp"
#include "fixtures/meter/hdlc_frame.hpp"
#include "fixtures/meter/iec_frame.hpp"
#include "tests/station/steps/port_double.hpp"
#include "tests/station/steps/step_rig.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <mutex>
#include <utility>

using namespace stapel;
using test::PortDouble;
using test::StepRig;

using namespace std::chrono_literals;

namespace {

// Protocols 1.3: `/?!` CR LF with even parity; the same with odd parity.
const std::string sign_on = "\xAF\x3F\x21\x8D\x0A", odd_sign_on = "\x2F\xBF\xA1\x0D\x8A", option = "\x06\x30\x35\xB1\x8D\x0A";

std::string block(std::string_view body) {
    return std::string(text_of(meter::with_parity(meter::framed(meter::soh, body, meter::Bcc::sum))));
}

std::string plain(std::string_view bytes) {
    std::size_t errors = 0;
    auto text = meter::without_parity(bytes_of(bytes), errors);
    CHECK(errors == 0);
    return text;
}

/// A frame of the reading client to the meter's address in a module's port (protocols 2.1, 2.2).
std::string frame(std::uint8_t control, const Bytes& information = {}) {
    return std::string(text_of(meter::encode({.destination = meter::server_address(1, 16),
                                              .source = meter::client_address(32),
                                              .control = control,
                                              .information = information})));
}

std::string association_request(std::string_view password) {
    const meter::AssociationRequest request{.mechanism = meter::mechanism_low,
                                            .secret = Bytes(bytes_of(password).begin(), bytes_of(password).end())};
    Bytes information = from_hex("E6E600");
    meter::append_bytes(information, encode(request));
    return frame(meter::information_control(0, 0), information);
}

/// What is said on the console next, from another thread.
class ConsoleText {
public:
    void say(std::string text) {
        const std::lock_guard lock(mutex_);
        pending_ += text;
    }
    std::string take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(pending_, {});
    }

private:
    std::mutex mutex_;
    std::string pending_;
};

/// A module that reads its meter's serial and tells its link.
class ReadingModule {
public:
    explicit ReadingModule(ConsoleText& console, std::string password = "777777", int link_ms = 1830)
        : console_(console), password_(std::move(password)), link_ms_(link_ms) {}

    std::string say() { return linked_ || ++turns_ % 20 != 1 ? std::string() : sign_on; }

    std::string answer(std::string_view received) {
        heard_ += plain(received);
        if (take("/EKT5CE301v12\r\n")) return option;
        if (heard_.find("P0") != std::string::npos && take_block()) return block("P1\x02(" + password_ + ")");
        // The block check of a value may be an ACK too: a serial number in 128.
        if (heard_.find("SNUMB(") == std::string::npos && take("\x06")) return block("R1\x02SNUMB()");
        const auto begin = heard_.find("SNUMB("), end = heard_.find(')', begin);
        if (begin == std::string::npos || end == std::string::npos || linked_) return {};
        linked_ = true;
        console_.say("@link meter=iec type=CE301 serial=" + alter(heard_.substr(begin + 6, end - begin - 6)) +
                     " ms=" + std::to_string(link_ms_) + "\r\n");
        return block("B0");
    }

    bool lie = false;

private:
    bool take(const std::string& text) {
        if (heard_.find(text) == std::string::npos) return false;
        heard_.clear();
        return true;
    }
    bool take_block() { return heard_.find('\x03') + 1 < heard_.size() && take("P0"); }
    std::string alter(std::string serial) const {
        if (lie) serial.back() = serial.back() == '0' ? '1' : '0';
        return serial;
    }

    ConsoleText& console_;
    std::string password_;
    int link_ms_, turns_ = 0;
    std::string heard_;
    bool linked_ = false;
};

struct Outcome {
    std::optional<Failure> failure;
    std::map<std::string, double> numbers;
    std::string serial;
    bool loop_was_on = false, loop_is_off = false;
    std::vector<std::string> secrets{};
};

using Parameters = std::map<std::string, std::string>;
const Parameters until_linked{{"within", "60 s"}}, brief{{"within", "400 ms"}, {"grace", "100 ms"}};

/// What the jig heard, once it has heard all: commands have no answer that a step would wait for.
std::vector<std::string> heard_by(const StepRig& rig) {
    const auto last = [&] {
        const auto heard = rig.jig.heard();
        return std::ranges::count(heard, "ROUT:MET:LOOP ON") < std::ranges::count(heard, "ROUT:MET:LOOP OFF");
    };
    const auto& clock = system_clock();
    const auto deadline = clock.now() + 10s;
    while (!last() && clock.now() < deadline) clock.sleep_until(clock.now() + 1ms, {});
    return rig.jig.heard();
}

/// Runs the step against a module of that talk on the meter port.
Outcome link(PortDouble::Talk module, const std::function<std::string(const StepRig&)>& console_says = {},
             const Parameters& with = brief, const std::string& meter_type = "CE301") {
    StepRig* here = nullptr;
    std::atomic<bool> ready = false;
    PortDouble console({.say = [&](unsigned) {
        return ready && console_says ? console_says(*here) : std::string();
    }});
    PortDouble meter(std::move(module));
    StepRig rig({{"host", console.address()}, {"meter", meter.address()}});
    rig.prepared.plan.meter = meter_type;
    here = &rig;
    ready = true;
    Outcome outcome{.failure = rig.run("meter.link", with), .numbers = {}, .serial = rig.facts.meter_serial};
    ready = false;
    outcome.secrets = rig.secrets();
    for (const auto* name : {"sign_ons", "wrong_blocks", "parity_errors", "link_time"})
        if (rig.measured(name)) outcome.numbers[name] = rig.number(name);
    for (const auto& message : heard_by(rig)) {
        if (message == "ROUT:MET:LOOP ON") outcome.loop_was_on = true;
        if (message == "ROUT:MET:LOOP OFF") outcome.loop_is_off = true;
        if (message == "ROUT:MET:LOOP ON") outcome.loop_is_off = false;
    }
    return outcome;
}

Outcome link_with(ReadingModule& module, ConsoleText& console, const Parameters& with = until_linked) {
    return link({.answer = [&](std::string_view received) { return module.answer(received); },
                 .say = [&](unsigned) { return module.say(); }},
                [&](const StepRig&) { return console.take(); }, with);
}

/// On a meter that speaks DLMS alone.
Outcome link_over_dlms(PortDouble::Talk module) { return link(std::move(module), {}, brief, "CE308 SPODES 9.x"); }

/// Says the same every 50 ms and answers nothing.
PortDouble::Talk repeating(const std::string& text) {
    return {.say = [text, turn = 0](unsigned) mutable { return ++turn % 10 == 1 ? text : std::string(); }};
}

void check(const Outcome& outcome, Code code, const std::string& words) {
    REQUIRE(outcome.failure);
    CHECK(text_of(outcome.failure->code()).number == text_of(code).number);
    CAPTURE(outcome.failure->detail());
    CHECK(outcome.failure->detail().find(words) != std::string::npos);
    if (code != Code::meter_wire_broken && code != Code::meter_values_differ)
        CHECK(outcome.failure->detail().find("ERR 05") != std::string::npos);
}

}  // namespace

TEST_CASE("a module that reads the served serial is linked, in the time that it tells") {
    ConsoleText console;
    ReadingModule module(console);
    const auto outcome = link_with(module, console);
    CHECK_FALSE(outcome.failure);
    CHECK(outcome.numbers.at("link_time") == 1830);
    CHECK(outcome.numbers.at("sign_ons") >= 1);
    CHECK(outcome.numbers.at("wrong_blocks") == 0);
    CHECK(outcome.numbers.at("parity_errors") == 0);
    CHECK(outcome.serial.size() == 15);
    CHECK_FALSE(outcome.loop_was_on);
}

TEST_CASE("a link after the limit is late, not missing") {
    ConsoleText console;
    ReadingModule module(console, "777777", 65'500);
    check(link_with(module, console), Code::meter_late, "after 65.5 s found");
}

TEST_CASE("a module that tells another serial than it was served is found out") {
    ConsoleText console;
    ReadingModule module(console);
    module.lie = true;
    check(link_with(module, console), Code::meter_values_differ, "served");
}

TEST_CASE("a module with another meter password is told from one that is deaf") {
    ConsoleText console;
    ReadingModule module(console, "000000");
    const auto outcome = link_with(module, console, brief);
    check(outcome, Code::meter_password, "wrong passwords");
    CHECK(outcome.secrets == std::vector<std::string>{"000000"});  // another order's, not to be stored
}

TEST_CASE("nothing at all: the loop tells a dead module from a dead wire, and is taken off again") {
    const auto silent = link({});
    check(silent, Code::meter_silent, "nothing received");
    CHECK(silent.loop_was_on);
    CHECK(silent.loop_is_off);
    const auto echo = link({}, [told = false](const StepRig& rig) mutable {
        if (told || !rig.jig.heard_message("ROUT:MET:LOOP ON")) return std::string();
        told = true;
        return std::string("@fault code=meter_echo\r\n");
    });
    check(echo, Code::meter_wire_broken, "hears itself");
    CHECK(text_of(echo.failure->code()).fault == Fault::jig);
    CHECK(echo.loop_is_off);
}

TEST_CASE("a module that calls and never answers is deaf") {
    const auto outcome = link(repeating(sign_on));
    check(outcome, Code::meter_deaf, "0 blocks");
    CHECK(outcome.numbers.at("sign_ons") >= 2);
}

TEST_CASE("sign-ons whose characters have odd parity are blamed on parity") {
    check(link(repeating(odd_sign_on)), Code::meter_parity, "0 sign-ons");
}

TEST_CASE("wrong block checks are told") {
    auto wrong = block("P1\x02(777777)");
    wrong.back() = '\x55';  // even parity, neither 21 nor 61
    const auto outcome = link({.answer = [&](std::string_view received) {
                                   if (plain(received).starts_with("/EKT")) return option;
                                   return plain(received).find("P0") != std::string::npos ? wrong : std::string();
                               },
                               .say = repeating(sign_on).say});
    check(outcome, Code::meter_bcc, "wrong");
    CHECK(outcome.numbers.at("wrong_blocks") >= 1);
}

TEST_CASE("characters without a sign-on: the speed is searched and named") {
    const auto at_4800 = [turn = 0](unsigned baud) mutable {
        if (++turn % 10 != 1) return std::string();
        return baud == 4800 ? sign_on : std::string("\x1E\x9C\xF0\x78", 4);
    };
    check(link({.say = at_4800}), Code::meter_garbled, "found at 4800 Bd");
}

TEST_CASE("a dialogue that stops on its way is a broken link") {
    const auto outcome = link({.answer = [&](std::string_view received) {
                                   return plain(received).starts_with("/EKT") ? option : std::string();
                               },
                               .say = repeating(sign_on).say});
    check(outcome, Code::meter_link_broken, "not found");
}

TEST_CASE("what keeps a link over DLMS from coming is told apart") {
    const std::string snrm = frame(meter::hdlc_snrm);
    SECTION("a module that connects again and again does not hear") {
        check(link_over_dlms(repeating(snrm)), Code::meter_deaf, "0 associations");
    }
    SECTION("another password than the profile's") {
        const auto outcome = link_over_dlms(repeating(snrm + association_request("00000000")));
        check(outcome, Code::meter_password, "wrong secrets");
        CHECK(outcome.secrets == std::vector<std::string>{"00000000"});
    }
    SECTION("wrong check sequences") {
        std::string spoiled = snrm;
        spoiled[spoiled.size() - 2] = static_cast<char>(spoiled[spoiled.size() - 2] ^ 1);
        check(link_over_dlms(repeating(spoiled)), Code::meter_bcc, "0 HDLC frames");
    }
    SECTION("a dialogue that stops after the association") {
        const auto outcome = link_over_dlms(repeating(snrm + association_request("12345678")));
        check(outcome, Code::meter_link_broken, "not found");
    }
    SECTION("another speed") {
        const auto at_4800 = [snrm, turn = 0](unsigned baud) mutable {
            if (++turn % 10 != 1) return std::string();
            return baud == 4800 ? snrm : std::string("\x1E\x9C\xF0\x78", 4);
        };
        check(link_over_dlms({.say = at_4800}), Code::meter_garbled, "found at 4800 Bd");
    }
}
