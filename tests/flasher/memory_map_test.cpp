#include "flasher/memory_map.hpp"

#include <catch2/catch.hpp>

#include <fmt/format.h>

using namespace stapel::flasher;

namespace {

/// `start count*size letters`, one a run.
std::string told(std::string_view text) {
    const auto map = parse_memory_map(text);
    if (!map) return "none";
    std::string all = map->name + ":";
    for (const SectorRun& run : map->runs)
        all += fmt::format(" {:08X} {}*{}{}{}{}", run.start, run.count, run.size, run.readable ? "r" : "",
                           run.erasable ? "e" : "", run.writable ? "w" : "");
    return all;
}

}  // namespace

// Strings of real devices: flashing 1.2, from dfu-util's sources and reports.
TEST_CASE("memory maps of real bootloaders are understood") {
    CHECK(told("@Internal Flash  /0x08000000/04*016Kg,01*064Kg,07*128Kg") ==
          "Internal Flash: 08000000 4*16384rew 08010000 1*65536rew 08020000 7*131072rew");
    CHECK(told("@Internal Flash  /0x08000000/512*0002Kg") == "Internal Flash: 08000000 512*2048rew");
    CHECK(told("@Option Bytes  /0x1FFF7800/01*040 e") == "Option Bytes: 1FFF7800 1*40rw");
    CHECK(told("@OTP Memory /0x1FFF7800/01*512 e,01*016 e") == "OTP Memory: 1FFF7800 1*512rw 1FFF7A00 1*16rw");
    CHECK(told("@Device Feature/0xFFFF0000/01*004 e") == "Device Feature: FFFF0000 1*4rw");
    CHECK(told("@External Flash /0x90000000/0x00/64*4Kg") == "none");
    CHECK(told("@Internal Flash   /0x08000000/8*001 Kg") == "none");
    CHECK(told("@Internal Flash   /0x08000000/12*001Ka,116*001Kg") ==
          "Internal Flash: 08000000 12*1024r 08003000 116*1024rew");
    CHECK(told("@Two /0x08000000/2*1Ma/0x20000000/1*4Bb") == "Two: 08000000 2*1048576r 20000000 1*4e");
}

TEST_CASE("a map is taken tolerantly") {
    CHECK(told("@ Name with spaces   /0x0/1*1 g") == "Name with spaces: 00000000 1*1rew");
    CHECK(told("@F/0x08000000/08*08") == "F: 08000000 8*8rew");        // no type; zeros in front are no octal
    CHECK(told("@F/0x08000000/1*16Kf, 1*8KF") == "F: 08000000 1*16384ew 08004000 1*8192ew");
    CHECK(told("@F/0X8000000/1*16Kd") == "F: 08000000 1*16384w");
    CHECK(told("@/0x8000000/1*16Kc") == ": 08000000 1*16384re");
    CHECK(told("@F/0xFFFFFFFF/1*1a") == "F: FFFFFFFF 1*1r");
}

TEST_CASE("what is no memory map is none") {
    for (const char* text : {"",
                             "@",
                             "STM32",
                             "Internal Flash/0x08000000/1*1Kg",
                             "@F",
                             "@F/",
                             "@F/0x",
                             "@F/0x08000000",
                             "@F/0x08000000/",
                             "@F/0x08000000/1",
                             "@F/0x08000000/1*",
                             "@F/0x08000000/*1K",
                             "@F/0x08000000/0*1Kg",
                             "@F/0x08000000/1*0Kg",
                             "@F/0x08000000/1*1Kg,",
                             "@F/0x08000000/1*1Kx",
                             "@F/8000000/1*1Kg",
                             "@F/0x108000000/1*1Kg",
                             "@F/0x08000000/99999999999*1Kg",
                             "@F/0xFFFFFFFF/1*2 g",
                             "@F/0x08000000/4294967295*4095Mg",
                             "@F/0x08000000/1*4096Mg"}) {
        INFO(text);
        CHECK(told(text) == "none");
    }
}

TEST_CASE("a chip is known by the sectors of its flash") {
    const auto chip = [](std::string_view text) {
        const auto map = parse_memory_map(text);
        const Chip* found = map ? chip_with(*map) : nullptr;
        return found != nullptr ? std::string(found->name) : "none";
    };
    CHECK(chip("@Internal Flash  /0x08000000/04*016Kg,01*064Kg,07*128Kg") == "stm32f405");
    CHECK(chip("@Internal Flash  /0x08000000/512*0002Kg") == "stm32l476");
    CHECK(chip("@Internal Flash  /0x08000000/256*0002Kg,256*2Kg") == "stm32l476");
    CHECK(chip("@Internal Flash  /0x08000000/256*0002Kg/0x08080000/256*2Kg") == "stm32l476");
    CHECK(chip("@Internal Flash  /0x08000000/256*0002Kg/0x08090000/256*2Kg") == "none");
    CHECK(chip("@Internal Flash  /0x08000000/256*0002Kg") == "none");
    CHECK(chip("@Internal Flash  /0x00000000/512*0002Kg") == "none");
}
