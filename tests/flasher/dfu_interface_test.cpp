#include "flasher/dfu_interface.hpp"

#include <catch2/catch.hpp>

using namespace stapel;
using namespace stapel::flasher;
using stapel::transport::parse_configuration;

TEST_CASE("a bootloader's memories are found, with the descriptor behind the last") {
    const auto found = find_dfu(parse_configuration(from_hex("09022D00010100C032"
                                                             "0904000000FE010204"
                                                             "0904000100FE010205"
                                                             "0904000200FE010206"
                                                             "09210BFF0000081A01"))
                                    .value());
    REQUIRE(found.has_value());
    CHECK_FALSE(found->running);
    REQUIRE(found->memories.size() == 3);
    CHECK((found->memories[2].alternate == 2 && found->memories[2].name == 6));
    REQUIRE(found->function.has_value());
    CHECK(found->function->attributes ==
          (DfuFunction::can_download | DfuFunction::can_upload | DfuFunction::detaches_itself));
    CHECK(found->function->detach_ms == 255);
    CHECK(found->function->transfer_size == 2048);
    CHECK(found->function->version == DfuFunction::st_extension);
}

TEST_CASE("the descriptor may stand before the interfaces, behind the first, or nowhere") {
    const auto before = find_dfu(parse_configuration(from_hex(
        "09021B00010100C032" "09210BFF0000081A01" "0904000000FE010204")).value());
    CHECK(before->function->transfer_size == 2048);
    const auto first = find_dfu(parse_configuration(from_hex(
        "09022400010100C032" "0904000000FE010204" "09210BFF0000041001" "0904000100FE010204")).value());
    CHECK(first->function->transfer_size == 1024);
    CHECK(first->memories.size() == 2);
    const auto nowhere = find_dfu(parse_configuration(from_hex("09021200010100C032" "0904000000FE010204")).value());
    REQUIRE(nowhere.has_value());
    CHECK_FALSE(nowhere->function.has_value());
}

TEST_CASE("an application that can detach is told from a bootloader, also from one that says protocol 0") {
    const auto running = [](const char* interface) {
        const auto found = find_dfu(parse_configuration(from_hex(std::string("09022200020100C032") +
                                                                 "0904000001FFFFFF00"
                                                                 "07050102400000" +
                                                                 interface))
                                        .value());
        return found ? std::optional(found->running) : std::nullopt;
    };
    CHECK(running("0904010000FE010104") == true);
    CHECK(running("0904010000FE010204") == false);
    CHECK(running("0904010000FE010004") == false);
    CHECK_FALSE(running("0904010000FE030104").has_value());
}

TEST_CASE("the descriptor of DFU 1.0 has no version") {
    const auto old = parse_dfu_function(from_hex("07210964000004"));
    REQUIRE(old.has_value());
    CHECK((old->transfer_size == 1024 && old->version == 0x0100 && old->detach_ms == 100));
    CHECK_FALSE(parse_dfu_function(from_hex("062109640000")).has_value());
    CHECK_FALSE(parse_dfu_function(from_hex("09240BFF0000081A01")).has_value());
    CHECK_FALSE(parse_dfu_function({}).has_value());
}
