#include "station/steps/catalogue.hpp"

#include <array>
#include <string_view>

namespace stapel::steps {
namespace {

using plan::MeasurementKind;
using plan::Parameter;
using enum plan::ParameterType;

constexpr std::array selftest_measurements{MeasurementKind{"cycles", ""}};

constexpr std::array power_parameters{
    Parameter{.name = "voltage", .type = voltage, .fallback = "4.0 V"},
    Parameter{.name = "current_limit", .type = current, .fallback = "2.0 A"},
    Parameter{.name = "settle", .type = duration, .fallback = "200 ms"},
};
constexpr std::array power_measurements{MeasurementKind{"supply_voltage", "V", Code::jig_supply},
                                        MeasurementKind{"reset_current", "mA", Code::current_out_of_limits}};

constexpr std::array current_parameters{Parameter{.name = "over", .type = duration, .fallback = "1 s"}};
constexpr std::array current_measurements{MeasurementKind{"idle_current", "mA", Code::current_out_of_limits},
                                          MeasurementKind{"peak_current", "mA", Code::current_out_of_limits}};

constexpr Parameter rom_rates{.name = "baud", .type = rates, .fallback = "115200"};
constexpr Parameter rom_patience{.name = "patience", .type = duration, .fallback = "2 s"};
constexpr MeasurementKind chip_uid{.name = "uid", .unit = {}, .is_text = true}, rom_baud{"baud", ""};

constexpr Parameter rom_way{.name = "through", .type = choice, .fallback = "uart", .choices = "uart usb"};

constexpr std::array identity_parameters{rom_way, rom_rates, rom_patience};
constexpr std::array identity_measurements{chip_uid, rom_baud,
                                           MeasurementKind{.name = "serial", .unit = {}, .is_text = true},
                                           MeasurementKind{.name = "version", .unit = {}, .is_text = true}};

constexpr std::array flash_parameters{
    Parameter{.name = "erase", .type = choice, .fallback = "map", .choices = "map all"},
    rom_way,
    rom_rates,
    rom_patience,
    Parameter{.name = "protect", .type = choice, .fallback = "none", .choices = "none level1"},
};
constexpr std::array flash_measurements{
    MeasurementKind{"bytes", "B"}, MeasurementKind{"duration", "ms"}, MeasurementKind{"retries", ""}, chip_uid, rom_baud,
    MeasurementKind{.name = "protection", .unit = {}, .out_of_limits = Code::protection_unchanged, .is_text = true},
    MeasurementKind{.name = "unit_data", .unit = {}, .is_text = true},
};

constexpr Parameter ready_within{.name = "ready_within", .type = duration, .fallback = "40 s"};
constexpr std::array boot_parameters{
    Parameter{.name = "boot_within", .type = duration, .fallback = "5 s"},
    ready_within,
    Parameter{.name = "settings", .type = choice, .fallback = "good", .choices = "good any"},
};
constexpr std::array boot_measurements{MeasurementKind{"boot_time", "ms"},
                                       MeasurementKind{"ready_time", "ms", Code::boot_not_ready},
                                       MeasurementKind{"boot_current", "mA", Code::current_out_of_limits}};

constexpr std::array off_measurements{MeasurementKind{"residual_current", "mA", Code::jig_supply}};

constexpr Parameter transceiver_patience{.name = "patience", .type = duration, .fallback = "20 s"};
constexpr std::array transceiver_parameters{transceiver_patience};

constexpr MeasurementKind word(std::string_view name, Code out_of_limits = Code::measurement_out_of_limits) {
    return {.name = name, .unit = {}, .out_of_limits = out_of_limits, .is_text = true};
}

constexpr std::array modem_measurements{word("imei", Code::imei_differs), word("model"), word("revision")};
constexpr std::array sim_measurements{word("iccid", Code::iccid_differs), word("iccid_check", Code::iccid_invalid),
                                      word("pin_state")};
constexpr std::array same_measurements{word("imei", Code::imei_differs), word("iccid", Code::iccid_changed)};
constexpr std::array defaults_measurements{MeasurementKind{"records_written", ""}, MeasurementKind{"records_cleared", ""},
                                           MeasurementKind{"messages_kept", ""}, MeasurementKind{"places_used", ""}};

constexpr Parameter link_within{.name = "within", .type = duration, .fallback = "60 s"};
constexpr Parameter link_grace{.name = "grace", .type = duration, .fallback = "60 s"};
constexpr Parameter link_bcc{.name = "bcc", .type = choice, .fallback = "sum", .choices = "sum xor"};
constexpr MeasurementKind link_time{"link_time", "ms", Code::meter_late};
constexpr MeasurementKind meter_type = word("meter_type", Code::meter_values_differ);
constexpr MeasurementKind meter_serial = word("meter_serial", Code::meter_values_differ);
constexpr MeasurementKind energy = word("energy", Code::meter_values_differ), energies_compared{"values", ""};

constexpr std::array link_parameters{link_within, link_grace, link_bcc};
constexpr std::array link_measurements{
    link_time,
    MeasurementKind{"sign_ons", ""},
    MeasurementKind{"parity_errors", "", Code::meter_parity},
    MeasurementKind{"wrong_blocks", "", Code::meter_bcc},
    meter_type,
    meter_serial,
};
constexpr std::array counter_measurements{energy, energies_compared};

constexpr Parameter played_speed(std::string_view name) {
    return {.name = name, .type = choice, .fallback = "9600", .choices = "300 600 1200 2400 4800 9600 19200"};
}

constexpr std::array handshake_parameters{
    ready_within, link_within, link_grace, link_bcc,
    Parameter{.name = "protocol", .type = choice, .fallback = "automatic", .choices = "automatic iec dlms"},
    played_speed("start_speed"), played_speed("working_speed"),
    Parameter{.name = "display_within", .type = duration, .fallback = "30 s"},
};
constexpr std::array handshake_measurements{
    link_time,
    meter_type,
    meter_serial,
    word("display_value", Code::meter_values_differ),
    energy,
    energies_compared,
    MeasurementKind{"first_frame", "ms", Code::meter_late},
    MeasurementKind{"shortest_reaction", "ms", Code::meter_link_broken},
    MeasurementKind{"longest_reaction", "ms", Code::meter_link_broken},
    MeasurementKind{"longest_gap", "ms", Code::meter_link_broken},
    MeasurementKind{"characters", ""},
    MeasurementKind{"wrong_parity", "", Code::meter_parity},
    MeasurementKind{"good_frames", ""},
    MeasurementKind{"bad_frames", "", Code::meter_bcc},
    MeasurementKind{"repeated_frames", "", Code::meter_link_broken},
    MeasurementKind{"baud", "", Code::meter_garbled},
    word("bcc", Code::meter_bcc),
    word("protocol", Code::meter_link_broken),
};

constexpr std::array settings_measurements{MeasurementKind{"settings_compared", ""},
                                           MeasurementKind{"settings_different", "", Code::settings_differ}};
constexpr std::array status_parameters{Parameter{.name = "within", .type = duration, .fallback = "20 s"}};
constexpr std::array status_measurements{
    word("version", Code::boot_identity_differs),
    word("type", Code::boot_identity_differs),
    word("imei", Code::imei_differs),
    word("iccid", Code::iccid_differs),
    word("iccid_same", Code::iccid_changed),
    word("ip"),
    word("ipv6"),
    word("lcd"),
    MeasurementKind{"transceiver_version", ""},
};

constexpr std::array registration_parameters{Parameter{.name = "within", .type = duration, .fallback = "120 s"}};
constexpr std::array registration_measurements{MeasurementKind{"registration_time", "s", Code::not_registered},
                                               word("rat", Code::not_registered),
                                               word("ip_obtained", Code::not_registered)};

constexpr Parameter signal_samples{.name = "samples", .type = integer, .fallback = "10"};
constexpr Parameter signal_over{.name = "over", .type = duration, .fallback = "10 s"};
constexpr Parameter signal_scale{.name = "scale", .type = choice, .fallback = "3GPP", .choices = "3GPP SIMCom"};
constexpr MeasurementKind csq{"csq", "", Code::signal_weak}, rssi_dbm{"rssi_dbm", "dBm", Code::signal_weak},
    spread{"spread", "", Code::signal_weak}, samples_taken{"samples", "", Code::no_signal};

constexpr std::array module_rssi_parameters{signal_samples, signal_over, signal_scale};
constexpr std::array module_rssi_measurements{csq, rssi_dbm, spread, samples_taken};
constexpr std::array modem_rssi_parameters{
    signal_samples, signal_over, signal_scale, transceiver_patience,
    Parameter{.name = "reference_within", .type = duration, .fallback = "60 s"},
};
constexpr std::array modem_rssi_measurements{csq, rssi_dbm, spread, samples_taken,
                                             MeasurementKind{"reference_csq", "", Code::reference_unusable},
                                             MeasurementKind{"difference", "", Code::signal_weak}};

constexpr std::array prompt_parameters{
    Parameter{.name = "text_key", .type = text, .required = true},
    Parameter{.name = "ru", .type = text, .required = true},
    Parameter{.name = "en", .type = text, .required = true},
    Parameter{.name = "choices", .type = words, .required = true},
    Parameter{.name = "picture", .type = file},
};
constexpr std::array prompt_measurements{MeasurementKind{
    .name = "answer", .unit = {}, .out_of_limits = Code::inspection_failed, .is_text = true, .one_of = "choices"}};

constexpr plan::StepKind kinds[]{
    {"jig.selftest", "asks the jig who it is and how it is", {}, selftest_measurements, false, jig_selftest},
    {"jig.power", "switches the module on, held in reset with the boot strap set", power_parameters,
     power_measurements, false, jig_power},
    {"jig.current", "measures the module's current", current_parameters, current_measurements, false, jig_current},
    {"jig.off", "switches the module off", {}, off_measurements, false, jig_off},
    {"host.identity", "reads UID, version and serial through the ROM and compares the serial with the label",
     identity_parameters, identity_measurements, false, host_identity},
    {.name = "host.flash",
     .summary = "erases, writes and verifies the plan's image with the module's serial and unit data in it",
     .parameters = flash_parameters, .measurements = flash_measurements, .irreversible = true, .execute = host_flash,
     .needs_image = true},
    {"host.boot", "powers the module off and on and follows its console until it is ready", boot_parameters,
     boot_measurements, false, host_boot},
    {"modem.identity", "holds the host in reset and reads the transceiver's IMEI, model and revision",
     transceiver_parameters, modem_measurements, false, modem_identity},
    {"modem.rssi", "holds the host in reset and measures the transceiver's signal beside the reference modem's",
     modem_rssi_parameters, modem_rssi_measurements, false, modem_rssi},
    {"sim.identity", "reads the SIM's ICCID and makes it ask for no PIN", transceiver_parameters, sim_measurements, true,
     sim_identity},
    {.name = "sim.defaults", .summary = "replaces the SIM's settings records by the plan's settings and reads them back",
     .parameters = transceiver_parameters, .measurements = defaults_measurements, .irreversible = true,
     .execute = sim_defaults, .needs_settings = true},
    {"identity.same", "reads IMEI and ICCID again and compares them with the first reading and the label",
     transceiver_parameters, same_measurements, false, identity_same},
    {.name = "meter.link", .summary = "plays the plan's meter and waits for the module's link to it",
     .parameters = link_parameters, .measurements = link_measurements, .execute = meter_link, .needs_meter = true},
    {.name = "meter.handshake",
     .summary = "powers the module off and on, plays the plan's meter from then on and measures the module's dialogue",
     .parameters = handshake_parameters, .measurements = handshake_measurements, .execute = meter_handshake,
     .needs_meter = true},
    {.name = "meter.counter", .summary = "asks the module for the energies that the played meter serves",
     .measurements = counter_measurements, .execute = meter_counter, .needs_meter = true},
    {.name = "module.settings", .summary = "reads the module's settings over its meter port and compares them with the plan's",
     .measurements = settings_measurements, .execute = module_settings, .needs_settings = true, .needs_meter = true},
    {.name = "module.status", .summary = "asks the module for its status and identities over its meter port",
     .parameters = status_parameters, .measurements = status_measurements, .execute = module_status, .needs_meter = true},
    {.name = "module.registration", .summary = "waits until the module says that it is registered in the network",
     .parameters = registration_parameters, .measurements = registration_measurements, .execute = module_registration,
     .needs_meter = true},
    {.name = "module.rssi", .summary = "measures the signal that the module tells in its extended status",
     .parameters = module_rssi_parameters, .measurements = module_rssi_measurements, .execute = module_rssi,
     .needs_meter = true},
    {.name = "operator.prompt", .summary = "asks the person in front of the jig and waits for the answer",
     .parameters = prompt_parameters, .measurements = prompt_measurements, .execute = operator_prompt},
};

}  // namespace

plan::Catalogue catalogue() { return kinds; }

}  // namespace stapel::steps
