#pragma once

#include "firmware/module/module.hpp"
#include "station/base/bytes.hpp"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

/// A board in memory: a megabyte of flash, a clock that the test turns, and what went out of its UARTs.
struct FakeBoard {
    static constexpr std::uint32_t size = 0x100000, settings_offset = 0xC0000, settings_unit = 0x20000,
                                   image_length = 0x1000;

    std::vector<std::uint8_t> flash = std::vector<std::uint8_t>(size, 0xFF);
    std::uint32_t now_ms = 0;
    std::string console, to_modem, to_meter;
    int restarts = 0;         ///< how often the firmware asked for one
    std::string dice = "\x01";  ///< what its generator gives, over and over
    bool flash_dead = false;  ///< programming and erasing do nothing
    stapel::firmware::Health modem = stapel::firmware::Health::ok, sim = stapel::firmware::Health::ok,
                             clock = stapel::firmware::Health::ok;
    stapel::firmware::Module module{};

    FakeBoard() {
        module.hal = {.context = this, .millis = millis, .uart_write = write, .flash_read = read, .health = health,
                      .uart_baud = set_baud, .settings_erase = erase, .settings_program = program, .random = random, .restart = restart};
        module.board = {.flash_start = 0x08000000, .settings_offset = settings_offset, .settings_unit = settings_unit,
                        .ram_start = 0x20000000, .ram_end = 0x20020000, .ready_ms = 15200, .meter_wait_min_ms = 0};
    }

    void put(std::size_t offset, std::uint32_t value, std::size_t length = 4) {
        for (std::size_t at = 0; at < length; ++at) flash[offset + at] = static_cast<std::uint8_t>(value >> (8 * at));
    }
    void put(std::size_t offset, const std::string& text, std::size_t length) {
        for (std::size_t at = 0; at < length; ++at)
            flash[offset + at] = at < text.size() ? static_cast<std::uint8_t>(text[at]) : std::uint8_t{0};
    }

    /// A good image after dialect 4, its offsets written out here a second time.
    void put_image(const std::string& type = "NB02") {
        for (std::uint32_t offset = 0; offset < image_length; ++offset)
            flash[offset] = static_cast<std::uint8_t>(offset * 7 + (offset >> 8));
        put(0x000, 0x20010000);
        put(0x004, 0x08000301);
        put(0x200, "STPL", 4);
        put(0x204, 1, 2);
        put(0x206, type, 8);
        put(0x20E, "v04v5.24.8415.3.1.1", 32);
        put(0x22E, image_length);
        put_crc(image_length);
        std::fill_n(flash.begin() + 0x240, 16, std::uint8_t{0xFF});
    }
    void put_crc(std::uint32_t length) {
        std::fill_n(flash.begin() + 0x240, 16, std::uint8_t{0});
        put(0x232, 0);
        put(0x232, crc_of(length));
    }
    std::uint32_t crc_of(std::uint32_t length) const {
        return stapel::crc32(std::as_bytes(std::span(flash)).first(length));
    }

    void start(stapel::firmware::ResetCause cause = stapel::firmware::ResetCause::power) {
        stapel::firmware::start(module, cause);
    }
    /// What the console says from the last call's time up to `ms`, every step at its own time.
    std::string until(std::uint32_t ms) {
        console.clear();
        while (stapel::firmware::next_wake_ms(module) <= ms) {
            now_ms = stapel::firmware::next_wake_ms(module);
            stapel::firmware::step(module);
        }
        now_ms = ms;
        return console;
    }
    stapel::firmware::BootVerdict verdict() {
        stapel::firmware::ImageFacts facts{};
        return stapel::firmware::check_image(module.hal, module.board, facts);
    }

private:
    static FakeBoard& self(void* context) { return *static_cast<FakeBoard*>(context); }
    static std::uint32_t millis(void* context) { return self(context).now_ms; }
    static void write(void* context, stapel::firmware::Uart uart, const std::uint8_t* bytes, std::size_t length) {
        std::string& said = uart == stapel::firmware::Uart::console ? self(context).console
                            : uart == stapel::firmware::Uart::modem ? self(context).to_modem
                                                                    : self(context).to_meter;
        said.append(reinterpret_cast<const char*>(bytes), length);
    }
    static void set_baud(void*, stapel::firmware::Uart, std::uint32_t) {}
    static void erase(void* context, int copy) {
        if (self(context).flash_dead) return;
        std::fill_n(self(context).flash.begin() + settings_offset + copy * settings_unit, settings_unit,
                    std::uint8_t{0xFF});
    }
    static void program(void* context, int copy, std::uint32_t offset, const std::uint8_t* bytes, std::size_t length) {
        if (self(context).flash_dead) return;
        std::uint8_t* cells = self(context).flash.data() + settings_offset + copy * settings_unit + offset;
        for (std::size_t at = 0; at < length; ++at) cells[at] &= bytes[at];
    }
    static void random(void* context, std::uint8_t* into, std::size_t length) {
        for (std::size_t at = 0; at < length; ++at)
            into[at] = static_cast<std::uint8_t>(self(context).dice[at % self(context).dice.size()]);
    }
    static void restart(void* context) { ++self(context).restarts; }
    static void read(void* context, std::uint32_t offset, std::uint8_t* into, std::size_t length) {
        std::memcpy(into, self(context).flash.data() + offset, length);
    }
    static stapel::firmware::Health health(void* context, stapel::firmware::Part part) {
        switch (part) {
        case stapel::firmware::Part::modem: return self(context).modem;
        case stapel::firmware::Part::sim: return self(context).sim;
        case stapel::firmware::Part::clock: return self(context).clock;
        }
        return stapel::firmware::Health::fail;
    }
};
