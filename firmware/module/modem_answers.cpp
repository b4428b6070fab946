#include "firmware/module/modem_answers.hpp"

#include "firmware/module/at_line.hpp"
#include "firmware/module/decimal.hpp"
#include "firmware/module/module.hpp"

namespace stapel::firmware {
namespace {

constexpr int error_without_number = -1;
constexpr int cme_no_sim = 10, cme_pin = 11, cme_puk = 12, cme_sim_failure = 13, cme_sim_busy = 14, cme_sim_wrong = 15;
constexpr int cms_sim_busy = 314;
constexpr int stat_home = 1, stat_searching = 2, stat_denied = 3, stat_roaming = 5, stat_last = 10;  // protocols 3.3
constexpr size_t imei_digits = 15, iccid_digits_min = 18, iccid_digits_max = 20;

/// A field that is a number; -1 when it is none.
int32_t number_in_field(Slice line, int index) {
    int32_t number = 0;
    return parse_decimal(trimmed(field_of(line, index)), number) ? number : -1;
}

bool is_bare_number(Slice text) { return text.size > 0 && all_are(text, is_digit); }

SimState sim_state_of(Slice state) {
    if (is_text(state, "READY") || is_text(state, "SIM PIN2") || is_text(state, "SIM PUK2")) return SimState::ready;
    if (is_text(state, "SIM PIN")) return SimState::pin;
    if (is_text(state, "SIM PUK")) return SimState::puk;
    if (is_text(state, "NOT INSERTED")) return SimState::absent;
    if (is_text(state, "NOT READY")) return SimState::unknown;
    return SimState::failed;
}

Rat rat_of(int32_t access_technology) {
    switch (access_technology) {
    case 0:
    case 1:
    case 3: return Rat::gsm;
    case 7:
    case 8: return Rat::cat_m1;
    case 9: return Rat::nb_iot;
    default: return Rat::none;
    }
}

bool seen(const Module& module, int stat) { return (module.modem.seen >> stat & 1U) != 0; }

bool take_mode(uint8_t& mode, Slice line, const char* prefix) {
    const int32_t number = begins(line, prefix) ? number_in_field(line, 0) : -1;
    if (number < 0) return false;
    mode = static_cast<uint8_t>(number);
    return true;
}

void take_one_address(NetworkFacts& network, Slice address) {
    if (find(address, ':') < address.size) return copy_text(network.ipv6, sizeof network.ipv6, address);
    const bool none = address.size == 0 || is_text(address, "0.0.0.0");
    if (!none && address.size < sizeof network.ip) copy_text(network.ip, sizeof network.ip, address);
}

}  // namespace

FinalCode final_code(Slice line) {
    if (is_text(line, "OK")) return {.final = true, .error = 0};
    if (is_text(line, "ERROR")) return {.final = true, .error = error_without_number};
    if (!begins(line, "+CME ERROR:") && !begins(line, "+CMS ERROR:")) return {};
    const int32_t number = number_in_field(line, 0);
    return {.final = true, .error = number > 0 ? number : error_without_number};
}

bool is_busy(int error) { return error == cme_sim_busy || error == cms_sim_busy; }

bool take_sim_state(Module& module, Slice line) {
    if (!begins(line, "+CPIN:")) return false;
    module.network.sim = sim_state_of(field_of(line, 0));
    return module.network.sim != SimState::unknown;
}

void take_sim_error(Module& module, int error) {
    switch (error) {
    case cme_no_sim: module.network.sim = SimState::absent; break;
    case cme_pin: module.network.sim = SimState::pin; break;
    case cme_puk: module.network.sim = SimState::puk; break;
    case cme_sim_failure:
    case cme_sim_wrong: module.network.sim = SimState::failed; break;
    default: module.network.sim = SimState::unknown; break;
    }
}

bool take_imei(Module& module, Slice line) {
    if (line.size != imei_digits || !all_are(line, is_digit)) return false;
    copy_text(module.network.imei, sizeof module.network.imei, line);
    return true;
}

// SIMCom's names begin with the number of the firmware's line; one that has no place in the answer (dialect 1: one
// byte) counts as unknown.
bool take_revision(Module& module, Slice line) {
    if (!begins(line, "Revision:")) return false;
    const Slice name = field_of(line, 0);
    size_t digits = 0;
    while (digits < name.size && is_digit(name.data[digits])) ++digits;
    int32_t number = 0;
    const bool known = parse_decimal({name.data, digits}, number) && number <= UINT8_MAX;
    module.network.transceiver_version = known ? static_cast<uint8_t>(number) : uint8_t{0};
    return true;
}

bool take_iccid(Module& module, Slice line) {
    Slice digits = line.data[0] == '+' ? field_of(line, 0) : trimmed(line);
    if (digits.size > 1 && digits.data[0] == '"') digits = {digits.data + 1, digits.size - 2};
    while (digits.size > 0 && to_upper(digits.data[digits.size - 1]) == 'F') --digits.size;
    if (digits.size < iccid_digits_min || digits.size > iccid_digits_max || !all_are(digits, is_digit)) return false;
    copy_text(module.network.iccid, sizeof module.network.iccid, digits);
    return true;
}

bool take_rat_mode(Module& module, Slice line) { return take_mode(module.modem.rat_mode, line, "+CNMP:"); }
bool take_iot_mode(Module& module, Slice line) { return take_mode(module.modem.iot_mode, line, "+CMNB:"); }

// The unsolicited form is the read form without its first field, and its second field is a quoted area or none.
bool take_registration(Module& module, Slice line) {
    if (!begins(line, "+CEREG:") && !begins(line, "+CREG:") && !begins(line, "+CGREG:")) return false;
    const bool read_form = is_bare_number(trimmed(field_of(line, 1))) && field_of(line, 1).size <= 2;
    const int32_t stat = number_in_field(line, read_form ? 1 : 0);
    if (stat < 0 || stat > stat_last) return false;
    module.modem.seen = static_cast<uint16_t>(module.modem.seen | 1U << stat);
    return read_form;
}

bool take_signal(Module& module, Slice line) {
    const int32_t csq = begins(line, "+CSQ:") ? number_in_field(line, 0) : -1;
    if (csq < 0) return false;
    module.network.csq = csq <= 31 ? static_cast<uint8_t>(csq) : csq_unknown;
    return true;
}

bool take_carrier(Module& module, Slice line) {
    if (!begins(line, "+COPS:")) return false;
    module.network.rat = rat_of(number_in_field(line, 3));
    return true;
}

bool take_address(Module& module, Slice line) {
    if (!begins(line, "+CGPADDR:")) return false;
    module.network.ip[0] = module.network.ipv6[0] = 0;
    take_one_address(module.network, trimmed(field_of(line, 1)));
    take_one_address(module.network, trimmed(field_of(line, 2)));
    return true;
}

void judge_registration(Module& module) {
    NetworkFacts& network = module.network;
    const bool registered = seen(module, stat_home) || seen(module, stat_roaming);
    if (registered)
        network.registration = Registration::registered;
    else if (seen(module, stat_denied))
        network.registration = Registration::denied;
    else
        network.registration = seen(module, stat_searching) ? Registration::searching : Registration::none;
    module.modem.seen = 0;
    if (registered) return;
    network.rat = Rat::none;
    network.ip[0] = network.ipv6[0] = 0;
}

void forget_network(Module& module) {
    module.network.modem_answers = false;
    module.network.sim = SimState::unknown;
    module.network.csq = csq_unknown;
    module.modem.seen = 0;
    judge_registration(module);
}

}  // namespace stapel::firmware
