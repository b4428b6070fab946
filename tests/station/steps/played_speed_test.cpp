// A played meter and the speed that it agrees with its module (protocols 1.2).
#include "station/steps/meter_play.hpp"
#include "tests/fixtures/module/fake_port.hpp"

#include <catch2/catch.hpp>

using namespace stapel;
using namespace std::chrono_literals;
using meter::framed, meter::Bcc, meter::soh;

namespace {

/// A module that says one thing after the other, each once the meter has answered what was before it.
struct Script {
    module::ManualClock clock;
    module::FakePort port{clock};
    std::vector<std::string> says;
    std::vector<std::uint32_t> answered_at;

    void begin() {
        port.on_write = [this](ByteView) {
            answered_at.push_back(port.baud);
            say_next();
        };
        say_next();
    }
    void say_next() {
        if (says.empty()) return;
        port.arrives(50ms, meter::with_parity(says.front()));
        says.erase(says.begin());
    }
};

std::shared_ptr<meter::Meter> slow_meter(char start, char working) {
    const meter::MeterType& type = *meter::find_meter_type("CE301");
    meter::MeterData data = meter::make_meter_data(type, 1);
    data.com1.start_speed = start;
    data.com1.working_speed = working;
    auto played = std::make_shared<meter::Meter>(type, std::move(data));
    played->power({}, true);
    return played;
}

}  // namespace

TEST_CASE("a module that signs on at 300 Bd and takes 4800 Bd is played with at both") {
    const auto played = slow_meter('0', '4');
    Script script;
    script.says = {"/?!\r\n", "\x06" "041\r\n", framed(soh, "P1\x02(777777)", Bcc::sum),
                   framed(soh, "R1\x02SNUMB()", Bcc::sum), framed(soh, "B0", Bcc::sum)};
    script.begin();
    module::PortClient client(script.port, script.clock, {}, {}, steps::module_side(played));
    client.serve(script.clock.now() + 5s);
    CHECK(script.says.empty());
    CHECK(script.answered_at == std::vector<std::uint32_t>{300, 4800, 4800, 4800});
    CHECK(script.port.baud == 300);  // since B0
    CHECK(played->handshake().baud == 4800U);
    CHECK(played->port(meter::MeterPort::com1).iec().counters().sessions == 1);
}

TEST_CASE("a session that its module leaves without a word ends at the start speed too") {
    const auto played = slow_meter('5', '3');
    Script script;
    script.says = {"/?!\r\n", "\x06" "031\r\n"};
    script.begin();
    module::PortClient client(script.port, script.clock, {}, {}, steps::module_side(played));
    client.serve(script.clock.now() + 2s);
    CHECK(script.port.baud == 2400);
    client.serve(script.clock.now() + 60s);  // longer than ACTzz
    CHECK(script.port.baud == 9600);
}
