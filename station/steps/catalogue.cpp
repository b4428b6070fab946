#include "station/steps/catalogue.hpp"

#include <array>

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

constexpr std::array identity_parameters{Parameter{.name = "patience", .type = duration, .fallback = "2 s"}};
constexpr std::array identity_measurements{MeasurementKind{.name = "uid", .unit = {}, .is_text = true},
                                           MeasurementKind{.name = "serial", .unit = {}, .is_text = true},
                                           MeasurementKind{.name = "version", .unit = {}, .is_text = true}};

constexpr std::array flash_parameters{
    Parameter{.name = "erase", .type = choice, .fallback = "map", .choices = "map all"},
    Parameter{.name = "baud", .type = integer, .fallback = "115200"},
    Parameter{.name = "patience", .type = duration, .fallback = "2 s"},
};
constexpr std::array flash_measurements{MeasurementKind{"bytes", "B"}, MeasurementKind{"duration", "ms"},
                                        MeasurementKind{"retries", ""}};

constexpr std::array boot_parameters{
    Parameter{.name = "boot_within", .type = duration, .fallback = "5 s"},
    Parameter{.name = "ready_within", .type = duration, .fallback = "40 s"},
};
constexpr std::array boot_measurements{MeasurementKind{"boot_time", "ms"},
                                       MeasurementKind{"ready_time", "ms", Code::boot_not_ready},
                                       MeasurementKind{"boot_current", "mA", Code::current_out_of_limits}};

constexpr std::array off_measurements{MeasurementKind{"residual_current", "mA", Code::jig_supply}};

constexpr std::array<plan::StepKind, 7> kinds{{
    {"jig.selftest", "asks the jig who it is and how it is", {}, selftest_measurements, false, jig_selftest},
    {"jig.power", "switches the module on, held in reset with the boot strap set", power_parameters,
     power_measurements, false, jig_power},
    {"jig.current", "measures the module's current", current_parameters, current_measurements, false, jig_current},
    {"jig.off", "switches the module off", {}, off_measurements, false, jig_off},
    {"host.identity", "reads UID, version and serial through the ROM and compares the serial with the label",
     identity_parameters, identity_measurements, false, host_identity},
    {"host.flash", "erases, writes and reads back the plan's image with the module's serial in it", flash_parameters,
     flash_measurements, true, host_flash, true},
    {"host.boot", "powers the module off and on and follows its console until it is ready", boot_parameters,
     boot_measurements, false, host_boot},
}};

}  // namespace

plan::Catalogue catalogue() { return kinds; }

}  // namespace stapel::steps
