#include "tests/station/plan/catalogue.hpp"

#include <array>

namespace stapel::plan::test {
namespace {

constexpr std::array power_parameters{
    Parameter{"voltage", ParameterType::voltage, false, "4.0 V", ""},
    Parameter{"current_limit", ParameterType::current, false, "2.0 A", ""},
    Parameter{"settle", ParameterType::duration, false, "200 ms", ""},
};
constexpr std::array power_measurements{MeasurementKind{"supply_voltage", "V"}, MeasurementKind{"reset_current", "mA"}};
constexpr std::array current_parameters{Parameter{"over", ParameterType::duration, true, "", ""}};
constexpr std::array current_measurements{MeasurementKind{"idle_current", "mA"}};
constexpr std::array flash_parameters{
    Parameter{"erase", ParameterType::choice, false, "map", "map all"},
    Parameter{"baud", ParameterType::integer, false, "115200", ""},
    Parameter{"verify", ParameterType::boolean, false, "", ""},
    Parameter{"note", ParameterType::text, false, "", ""},
};
constexpr std::array flash_measurements{MeasurementKind{"bytes", "B"}, MeasurementKind{"retries", ""},
                                        MeasurementKind{.name = "version", .unit = {}, .is_text = true}};

constexpr std::array prompt_parameters{
    Parameter{.name = "choices", .type = ParameterType::words, .required = true},
    Parameter{.name = "picture", .type = ParameterType::file},
};
constexpr std::array prompt_measurements{
    MeasurementKind{.name = "answer", .unit = {}, .is_text = true, .one_of = "choices"}};

constexpr std::array kinds{
    StepKind{"jig.power", "Switches the module on", power_parameters, power_measurements, false, nullptr},
    StepKind{"jig.current", "Measures the current", current_parameters, current_measurements, false, nullptr},
    StepKind{"host.flash", "Writes the image", flash_parameters, flash_measurements, true, nullptr},
    StepKind{"jig.off", "Switches the module off", {}, {}, false, nullptr},
    StepKind{.name = "sim.defaults", .summary = "Writes the settings to the SIM", .needs_settings = true},
    StepKind{.name = "operator.prompt", .summary = "Asks", .parameters = prompt_parameters,
             .measurements = prompt_measurements},
    StepKind{.name = "meter.link", .summary = "Plays the meter", .needs_meter = true},
};

}  // namespace

Catalogue catalogue() { return kinds; }

}  // namespace stapel::plan::test
