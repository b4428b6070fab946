#include "ui/app/look/texts.hpp"
#include "ui/app/screens/measurement_text.hpp"

#include "station/steps/catalogue.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace stapel;
using namespace stapel::app;

namespace {

records::Measurement measured(records::MeasuredValue value, std::string unit = {}) {
    records::Measurement measurement;
    measurement.value = std::move(value);
    measurement.unit = std::move(unit);
    return measurement;
}

std::string ru(double value, std::string unit = {}) { return value_text(measured(value, std::move(unit)), Language::ru); }
std::string en(double value, std::string unit = {}) { return value_text(measured(value, std::move(unit)), Language::en); }

}  // namespace

TEST_CASE("a value has the decimals that it needs and the language's sign for them") {
    CHECK(ru(4.002, "V") == "4,002 В");
    CHECK(en(4.002, "V") == "4.002 V");
    CHECK(ru(21.3, "mA") == "21,3 мА");
    CHECK(en(12.3456, "mA") == "12.35 mA");
    CHECK(en(99.999, "mA") == "100 mA");
    CHECK(en(17, "") == "17");
    CHECK(en(-75, "dBm") == "-75 dBm");
    CHECK(en(0.0004, "A") == "0 A");
}

TEST_CASE("words and answers are shown as such") {
    CHECK(value_text(measured(true), Language::ru) == "да");
    CHECK(value_text(measured(false), Language::en) == "no");
    CHECK(value_text(measured(std::string("CE301")), Language::ru) == "CE301");
    CHECK(value_text(measured(std::string()), Language::ru) == "—");
}

TEST_CASE("limits say what was demanded") {
    auto limited = measured(4.0, "V");
    CHECK(limits_text(limited, Language::ru).empty());
    limited.min = 3.9;
    CHECK(limits_text(limited, Language::ru) == "≥ 3,9 В");
    limited.max = 4.1;
    CHECK(limits_text(limited, Language::ru) == "3,9 … 4,1 В");
    limited.min.reset();
    CHECK(limits_text(limited, Language::en) == "≤ 4.1 V");
    auto expected = measured(false);
    expected.expected = "true";
    CHECK(limits_text(expected, Language::ru) == "= да");
    auto text = measured(std::string("CE303"));
    text.expected = "CE301";
    CHECK(limits_text(text, Language::en) == "= CE301");
}

TEST_CASE("times are short") {
    CHECK(duration_text(12'340, Language::ru) == "12,3 с");
    CHECK(duration_text(125'000, Language::en) == "2:05");
    CHECK(duration_text(0, Language::en) == "0.0 s");
}

TEST_CASE("an unknown unit or measurement keeps its own name") {
    CHECK(unit_text("furlong", Language::ru) == "furlong");
    CHECK(measurement_name("no_such", Language::ru) == "no_such");
}

TEST_CASE("every measurement and unit of the catalogue has words in both languages") {
    for (const auto& kind : steps::catalogue())
        for (const auto& measurement : kind.measurements) {
            CAPTURE(kind.name, measurement.name, measurement.unit);
            CHECK(TextKey::find("measure." + std::string(measurement.name)));
            if (!measurement.unit.empty()) CHECK(TextKey::find("unit." + std::string(measurement.unit)));
        }
}
