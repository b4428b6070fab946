#pragma once

#include "tests/firmware/module/fake_board.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

/// A board with somebody at the other end of its transceiver's and its meter's UART.
struct TalkBoard : FakeBoard {
    using Uart = stapel::firmware::Uart;
    struct Said {
        std::uint32_t ms;
        std::string bytes;
    };

    std::function<std::string(const std::string& command)> transceiver = [](const std::string&) { return ""; };
    std::function<std::string(const std::string& bytes)> meter = [](const std::string&) { return ""; };
    std::uint32_t meter_delay_ms = 200;
    std::vector<Said> commands;  ///< to the transceiver, without CR
    std::vector<Said> requests;  ///< to the meter, one a write
    std::vector<std::uint32_t> meter_bauds;
    std::multimap<std::uint32_t, std::pair<Uart, std::string>> arriving;

    TalkBoard() {
        put_image();
        module.hal.uart_write = [](void* context, Uart uart, const std::uint8_t* bytes, std::size_t length) {
            auto& self = static_cast<TalkBoard&>(*static_cast<FakeBoard*>(context));
            self.write(uart, {reinterpret_cast<const char*>(bytes), length});
        };
        module.hal.uart_baud = [](void* context, Uart uart, std::uint32_t baud) {
            auto& self = static_cast<TalkBoard&>(*static_cast<FakeBoard*>(context));
            if (uart == Uart::meter) self.meter_bauds.push_back(baud);
        };
    }

    void arrives(std::uint32_t ms, Uart uart, const std::string& bytes) { arriving.insert({ms, {uart, bytes}}); }

    /// Every due moment and every arrival up to `ms` at its own time; what the console said meanwhile.
    std::string run(std::uint32_t ms) {
        console.clear();
        while (serve(ms)) {}
        now_ms = ms;
        return console;
    }

    [[nodiscard]] std::vector<std::string> asked() const {
        std::vector<std::string> all;
        for (const Said& said : commands) all.push_back(said.bytes);
        return all;
    }
    [[nodiscard]] std::vector<std::string> meter_hex() const {
        std::vector<std::string> all;
        for (const Said& said : requests) all.push_back(stapel::to_hex(stapel::bytes_of(said.bytes)));
        return all;
    }

private:
    void write(Uart uart, const std::string& bytes) {
        if (uart == Uart::console) console += bytes;
        if (uart == Uart::modem) to_modem += bytes;
        if (uart == Uart::meter) meter_writes.push_back(bytes);
    }
    bool serve(std::uint32_t until_ms) {
        const std::uint32_t due_ms = next_wake_ms(module);
        const bool arrival = !arriving.empty() && arriving.begin()->first <= due_ms;
        const std::uint32_t next_ms = arrival ? arriving.begin()->first : due_ms;
        if (next_ms > until_ms) return false;
        now_ms = std::max(now_ms, next_ms);
        if (arrival)
            deliver();
        else
            step(module);
        hear();
        return true;
    }
    void deliver() {
        const auto [uart, bytes] = arriving.begin()->second;
        arriving.erase(arriving.begin());
        on_bytes(module, uart, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    }
    void hear() {
        for (std::size_t end; (end = to_modem.find('\r')) != std::string::npos; to_modem.erase(0, end + 1)) {
            commands.push_back({now_ms, to_modem.substr(0, end)});
            const std::string answer = transceiver(commands.back().bytes);
            if (!answer.empty()) arrives(now_ms + 20, Uart::modem, answer);
        }
        for (const std::string& bytes : std::exchange(meter_writes, {})) {
            requests.push_back({now_ms, bytes});
            const std::string answer = meter(bytes);
            if (!answer.empty()) arrives(now_ms + meter_delay_ms, Uart::meter, answer);
        }
    }

    std::vector<std::string> meter_writes;
};

inline int count(const std::string& text, const std::string& part) {
    int found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

inline bool contains(const std::string& text, const std::string& part) { return count(text, part) > 0; }
