#include "firmware/module/network_choice.hpp"

namespace stapel::firmware {
namespace {

// Values of the settings `network` and `gsm_band` (dialect 1). `priority` has no command in this family: the
// transceiver tries in an order of its own.
constexpr int32_t network_gsm = 1, network_cat_m1 = 2, network_nb_iot = 3;
constexpr int32_t band_1800 = 1, band_900 = 2;

}  // namespace

uint8_t wanted_rat_mode(const Settings& settings) {
    switch (number_of(settings, network_id)) {
    case network_gsm: return 13;
    case network_cat_m1:
    case network_nb_iot: return 38;
    default: return 2;
    }
}

uint8_t wanted_iot_mode(const Settings& settings) {
    switch (number_of(settings, network_id)) {
    case network_cat_m1: return 1;
    case network_nb_iot: return 2;
    default: return 3;
    }
}

void add_band(Line& line, const Settings& settings) {
    switch (number_of(settings, gsm_band_id)) {
    case band_1800: return add(line, "DCS_MODE");
    case band_900: return add(line, "EGSM_MODE");
    default: return add(line, "ALL_MODE");
    }
}

void add_context(Line& line, const Settings& settings) {
    add(line, number_of(settings, mode_id) == mode_nidd ? "1,\"Non-IP\",\"" : "1,\"IP\",\"");
    const Value apn = value_of(settings, apn_id);
    for (uint8_t at = 0; at < apn.length; ++at)  // a quote would end the argument (V.250 5.4.2.2)
        if (apn.bytes[at] != '"') add(line, slice_of(apn.bytes + at, 1));
    add(line, "\"");
}

}  // namespace stapel::firmware
