// A virtual meter whose optical port is a pseudo-terminal, for tests of the real program: `meter_on_port TYPE` prints
// the port's address, then obeys lines of standard input and answers each with one line. `NAME NUMBER` changes one of
// the things of `change`; `says meter|nothing|echo|noise|flood` what the port answers, `flood` being noise without end;
// `settings` tells the settings of com1, `display` what was written for the display.
#include "fixtures/meter/meter.hpp"
#include "tests/station/steps/port_double.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <iostream>
#include <mutex>
#include <sstream>
#include <string>

using namespace stapel;
using namespace stapel::meter;

namespace {

class Served {
public:
    explicit Served(const MeterType& type) : meter_(type, make_meter_data(type, 7)) {
        meter_.power(system_clock().now(), true);
    }

    std::string answer(std::string_view received) {
        const std::lock_guard lock(mutex_);
        if (says_ == "echo") return std::string(received);
        if (says_ == "noise") return "\xA5\xC1\xFF\x33";
        if (says_ == "nothing" || says_ == "flood") return {};
        const Bytes bytes = meter_.answer(system_clock().now(), MeterPort::optical, bytes_of(received));
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    }

    /// By itself, every few milliseconds.
    std::string say() {
        const std::lock_guard lock(mutex_);
        return says_ == "flood" ? std::string(8, '\xAF') : std::string();  // `/`, the beginning of a message
    }

    std::string obey(const std::string& line) {
        const std::lock_guard lock(mutex_);
        std::istringstream words(line);
        std::string name, value;
        words >> name >> value;
        if (name == "settings") return settings();
        if (name == "display") return fmt::format("{:08X}", meter_.module_value() ? meter_.module_value()->value : 0);
        if (name == "says") says_ = value;
        else if (!change(name, std::stoi(value))) return "no such name: " + name;
        return "ok";
    }

private:
    bool change(const std::string& name, int number) {
        PortSettings& port = meter_.data().com1;
        if (name == "protocol") port.protocol = static_cast<PortProtocol>(number);
        else if (name == "start_speed") port.start_speed = static_cast<char>('0' + number);
        else if (name == "working_speed") port.working_speed = static_cast<char>('0' + number);
        else if (name == "session_time") port.session_s = static_cast<std::uint8_t>(number);
        else if (name == "hdlc_time") port.silence_s = static_cast<std::uint16_t>(number);
        else if (name == "com2_start_speed") meter_.data().com2.start_speed = static_cast<char>('0' + number);
        else if (name == "dlms_address") meter_.data().optical.dlms_address = static_cast<std::uint16_t>(number);
        else if (name == "button") meter_.data().button_pressed = number != 0;
        else return false;
        return true;
    }
    std::string settings() {
        const PortSettings& port = meter_.data().com1;
        return fmt::format("{} {} {} {} {}", static_cast<int>(port.protocol), port.start_speed - '0',
                           port.working_speed - '0', port.session_s, port.silence_s);
    }

    std::mutex mutex_;
    Meter meter_;
    std::string says_ = "meter";
};

}  // namespace

int main(int argc, char** argv) {
    const MeterType* type = argc == 2 ? find_meter_type(argv[1]) : nullptr;
    if (type == nullptr) return 2;
    Served served(*type);
    test::PortDouble::Talk talk;
    talk.answer = [&](std::string_view received) { return served.answer(received); };
    talk.say = [&](unsigned) { return served.say(); };
    const test::PortDouble port(talk);
    std::cout << port.address() << std::endl;
    for (std::string line; std::getline(std::cin, line);) std::cout << served.obey(line) << std::endl;
    return 0;
}
