#include "firmware/module/settings.hpp"

namespace stapel::firmware {
namespace {

constexpr int32_t mode_switches = switch_cenc_client | switch_server | switch_nidd;
// Everything that rests on IP (protocols 5.2).
constexpr int32_t ip_switches =
    switch_cenc_client | switch_server | switch_mqtt_client | switch_host_update | switch_udp | switch_http_update;
constexpr int32_t daily = 1, last_hour = 23, first_day = 1, last_day = 28;

int32_t switch_of(int32_t mode) {
    switch (mode) {
    case mode_cenc: return switch_cenc_client;
    case mode_server: return switch_server;
    case mode_nidd: return switch_nidd;
    default: return 0;
    }
}

int32_t mode_of(int32_t switches) {
    constexpr int32_t first_wins[] = {mode_nidd, mode_cenc, mode_server};  // dialect 1, below the table
    for (const int32_t mode : first_wins)
        if ((switches & switch_of(mode)) != 0) return mode;
    return mode_client;
}

bool is_empty(const Settings& settings, uint8_t id) { return value_of(settings, id).length == 0; }

uint8_t nidd_problem(const Settings& settings) {
    if ((number_of(settings, switches_id) & ip_switches) != 0) return switches_id;
    if (number_of(settings, ntp_id) != 0) return ntp_id;
    if (number_of(settings, narodmon_id) != 0) return narodmon_id;
    return is_empty(settings, apn_id) ? apn_id : 0;
}

bool inform_time_possible(const Settings& settings) {
    const int32_t time = number_of(settings, inform_time_id);
    if (number_of(settings, inform_id) == 0) return true;
    if (number_of(settings, inform_period_id) == daily) return time <= last_hour;
    return time >= first_day && time <= last_day;
}

}  // namespace

void follow_mode(Settings& settings) {
    const int32_t others = number_of(settings, switches_id) & ~mode_switches;
    set_number(settings, switches_id, others | switch_of(number_of(settings, mode_id)));
}

void follow_switches(Settings& settings) { set_number(settings, mode_id, mode_of(number_of(settings, switches_id))); }

uint8_t combination_problem(const Settings& settings) {
    const int32_t mode = number_of(settings, mode_id);
    if (mode == mode_nidd)
        if (const uint8_t problem = nidd_problem(settings); problem != 0) return problem;
    if ((mode == mode_client || mode == mode_cenc) && is_empty(settings, address_id)) return address_id;
    return inform_time_possible(settings) ? 0 : inform_time_id;
}

}  // namespace stapel::firmware
