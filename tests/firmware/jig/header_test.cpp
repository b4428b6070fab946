#include "firmware/jig/header.hpp"

#include <catch2/catch.hpp>

using namespace stapel::firmware::jig;

namespace {

bool fit(const char* pattern, const char* header) { return fits(text_of(pattern), text_of(header)); }

}  // namespace

TEST_CASE("a mnemonic has two forms") {
    for (const char* word : {"VOLT", "VOLTAGE", "volt", "Voltage", "vOlTaGe"}) {
        CHECK(is_mnemonic(text_of("VOLTage"), text_of(word)));
    }
    for (const char* word : {"", "V", "VOL", "VOLTA", "VOLTAG", "VOLTAGES", "VOLX", "CURR"}) {
        CHECK_FALSE(is_mnemonic(text_of("VOLTage"), text_of(word)));
    }
}

TEST_CASE("optional nodes may stand anywhere") {
    for (const char* header : {"A:B:C", "B:C", "A:B", "B"}) CHECK(fit("[A]:B[:C]", header));
    for (const char* header : {"A", "A:C", "C", "A:B:C:D", "B:A", "", "B:", ":B"}) {
        CHECK_FALSE(fit("[A]:B[:C]", header));
    }
    CHECK(fit("OUTPut[:STATe]", "outp:state"));
    CHECK_FALSE(fit("OUTPut[:STATe]", "OUTP:LAMP"));
}
