#include "ui/app/model/local_day.hpp"

#include <ctime>

namespace stapel::app {

UtcTime local_midnight(UtcTime time) {
    const auto seconds = std::chrono::system_clock::to_time_t(time);
    std::tm local{};
    ::localtime_r(&seconds, &local);
    local.tm_hour = local.tm_min = local.tm_sec = 0;
    local.tm_isdst = -1;  // the day may have begun in the other of summer and winter time
    return std::chrono::system_clock::from_time_t(std::mktime(&local));
}

}  // namespace stapel::app
