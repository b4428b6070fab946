#include "station/base/clock.hpp"

#include "station/base/failure.hpp"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <ctime>
#include <mutex>

namespace stapel {
namespace {

class SystemClock final : public Clock {
public:
    TimePoint now() const override { return std::chrono::steady_clock::now(); }
    UtcTime utc() const override { return std::chrono::system_clock::now(); }
    void sleep_until(TimePoint time, std::stop_token stop) const override {
        std::mutex mutex;
        std::condition_variable_any never;
        std::unique_lock lock(mutex);
        never.wait_until(lock, stop, time, [] { return false; });
        if (stop.stop_requested()) throw Cancelled();
    }
};

Duration scaled(Duration duration, double factor) {
    return std::chrono::duration_cast<Duration>(std::chrono::duration<double, Duration::period>(
        static_cast<double>(duration.count()) * factor));
}

}  // namespace

const Clock& system_clock() {
    static const SystemClock clock;
    return clock;
}

std::string rfc3339(UtcTime time) {
    const auto since_epoch = time.time_since_epoch();
    const auto seconds = std::chrono::floor<std::chrono::seconds>(since_epoch);
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch - seconds).count();
    const std::time_t whole = seconds.count();
    std::tm parts{};
    gmtime_r(&whole, &parts);
    std::array<char, 32> date{};
    const auto length = std::strftime(date.data(), date.size(), "%Y-%m-%dT%H:%M:%S.", &parts);
    const auto digits = std::to_string(1000 + ms);
    return std::string(date.data(), length) + digits.substr(1) + "Z";
}

Duration Tempo::planned(Duration module_time) const { return scaled(module_time, 1.0 / speed); }

Duration Tempo::answer_wait(Duration nominal) const {
    return std::max(planned(nominal), std::min<Duration>(nominal, std::chrono::seconds(1)));
}

Duration Tempo::module_time(Duration real) const { return scaled(real, speed); }

}  // namespace stapel
