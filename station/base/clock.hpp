#pragma once

#include <chrono>
#include <cstdint>
#include <stop_token>
#include <string>

namespace stapel {

using TimePoint = std::chrono::steady_clock::time_point;
using Duration = std::chrono::steady_clock::duration;
using UtcTime = std::chrono::system_clock::time_point;

/// The only source of time. Everything that needs time is handed one.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual TimePoint now() const = 0;
    [[nodiscard]] virtual UtcTime utc() const = 0;
    /// Blocks until `time`; throws `Cancelled` at once when `stop` fires.
    virtual void sleep_until(TimePoint time, std::stop_token stop) const = 0;
};

/// The machine's clock.
[[nodiscard]] const Clock& system_clock();

/// RFC 3339 with milliseconds and `Z`, e.g. `2026-03-01T09:05:07.042Z`.
[[nodiscard]] std::string rfc3339(UtcTime time);

/// How module time relates to real time: virtual benches may run `speed` times faster, real ones never (DESIGN 6.1).
struct Tempo {
    double speed = 1.0;

    /// Real length of a planned duration (boot, search, pause).
    [[nodiscard]] Duration planned(Duration module_time) const;
    /// Real length of a wait for an answer: never shorter than its nominal time or 1 s, whichever is less.
    [[nodiscard]] Duration answer_wait(Duration nominal) const;
    /// What a real duration is in module time.
    [[nodiscard]] Duration module_time(Duration real) const;
};

/// Whole milliseconds, rounded down.
[[nodiscard]] inline std::int64_t to_ms(Duration duration) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
}

}  // namespace stapel
