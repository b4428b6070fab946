#include "tests/station/steps/port_double.hpp"

#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace stapel::test {
namespace {

constexpr int pace_ms = 5;
constexpr std::array<std::pair<speed_t, unsigned>, 8> speeds{{{B300, 300}, {B600, 600}, {B1200, 1200}, {B2400, 2400},
                                                              {B4800, 4800}, {B9600, 9600}, {B19200, 19200},
                                                              {B115200, 115200}}};

void make_raw(int terminal) {
    termios settings{};
    ::tcgetattr(terminal, &settings);
    ::cfmakeraw(&settings);
    ::tcsetattr(terminal, TCSANOW, &settings);
}

}  // namespace

PortDouble::PortDouble(Talk talk)
    : talk_(std::move(talk)), master_(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)) {
    if (!master_ || ::grantpt(master_.get()) != 0 || ::unlockpt(master_.get()) != 0)
        throw std::runtime_error("no pseudo-terminal");
    name_ = ::ptsname(master_.get());
    slave_ = transport::FileDescriptor(::open(name_.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC));
    make_raw(slave_.get());
    thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
}

PortDouble::~PortDouble() {
    thread_.request_stop();
    thread_.join();
}

void PortDouble::serve(const std::stop_token& stop) {
    std::array<char, 1024> received{};
    while (!stop.stop_requested()) {
        pollfd input{master_.get(), POLLIN, 0};
        if (::poll(&input, 1, pace_ms) > 0) {
            const auto count = ::read(master_.get(), received.data(), received.size());
            if (count > 0) send(talk_.answer({received.data(), static_cast<std::size_t>(count)}));
        }
        send(talk_.say(baud()));
    }
}

/// What finds no room is lost, as on a wire that nobody reads.
void PortDouble::send(std::string_view text) const {
    if (!text.empty()) [[maybe_unused]] const auto written = ::write(master_.get(), text.data(), text.size());
}

unsigned PortDouble::baud() const {
    termios settings{};
    ::tcgetattr(slave_.get(), &settings);
    for (const auto& [code, rate] : speeds)
        if (code == ::cfgetospeed(&settings)) return rate;
    return 0;
}

}  // namespace stapel::test
