// Any bytes on a module's meter port, as they are and as answers inside good frames: what the module says and sends
// keeps its form, and it always waits for something.

#include "firmware/module/slip.hpp"
#include "tests/fuzz/module_on_flash.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

using namespace stapel::firmware;

namespace {

using Octets = std::vector<std::uint8_t>;

/// A module with the protocol DLMS that is ready, and what it says.
struct ModuleOnWire {
    ModuleOnWire() {
        Hal& hal = module().hal;
        hal = under_test.flash.hal();
        hal.context = this;
        hal.millis = [](void* context) { return self(context).now_ms; };
        hal.uart_write = [](void* context, Uart uart, const std::uint8_t* bytes, std::size_t length) {
            self(context).write(uart, {bytes, bytes + length});
        };
        hal.uart_baud = [](void*, Uart, std::uint32_t) {};
        hal.random = [](void*, std::uint8_t* into, std::size_t length) { std::fill_n(into, length, std::uint8_t{1}); };
        hal.restart = [](void*) {};
        // Blank, and it stays so: what text commands write is refused.
        hal.settings_erase = [](void*, int) {};
        hal.settings_program = [](void*, int, std::uint32_t, const std::uint8_t*, std::size_t) {};
        hal.flash_read = [](void*, std::uint32_t, std::uint8_t* into, std::size_t length) {
            std::fill_n(into, length, std::uint8_t{0xFF});
        };
        set_number(module().in_effect, 0x61, 2);
        module().phase = Phase::ready;
        start_port(module());
        start_reader(module());
        settle();
    }

    Module& module() { return *under_test.module; }
    static ModuleOnWire& self(void* context) { return *static_cast<ModuleOnWire*>(context); }

    void write(Uart uart, const Octets& bytes) {
        require(!bytes.empty());
        if (uart == Uart::console) console.append(bytes.begin(), bytes.end());
        if (uart == Uart::meter && bytes[0] == hdlc_flag) request = bytes;
    }
    /// Does what is due, which must come to an end.
    void settle() {
        for (int steps = 0; wake_ms() <= now_ms; ++steps) {
            require(steps < 20);
            step_port(module());
            step_reader(module());
            step_display(module());
        }
    }
    std::uint32_t wake_ms() {
        return std::min({port_wake_ms(module()), reader_wake_ms(module()), display_wake_ms(module())});
    }
    void hear(const Octets& bytes) {
        on_bytes(module(), Uart::meter, bytes.data(), bytes.size());
        settle();
    }
    void pass_time() {
        if (wake_ms() != no_wake_ms) now_ms = std::max(now_ms, wake_ms());
        settle();
    }

    /// The information as the answer that the last frame asks for.
    Octets answer(std::span<const std::uint8_t> information, bool segmented) {
        const std::uint8_t asked = request.at(6);
        const bool numbered = (asked & 1U) == 0 || (asked & 0x0FU) == 1;
        const unsigned sent = asked >> 1U & 7U, expected = asked >> 5U;
        const unsigned acknowledges = (asked & 1U) == 0 ? sent + 1U : module().dlms.link.next_sent;
        const unsigned control = numbered ? (acknowledges & 7U) << 5U | 0x10U | expected << 1U : 0x73U;
        return framed(static_cast<std::uint8_t>(control), information, segmented);
    }
    Octets framed(std::uint8_t control, std::span<const std::uint8_t> information, bool segmented) {
        const std::size_t length = 8 + (information.empty() ? 0 : information.size() + 2);
        Octets bytes{hdlc_flag, static_cast<std::uint8_t>(segmented ? 0xA8 : 0xA0), static_cast<std::uint8_t>(length),
                     request.at(5), 0x02, 0x21, control};
        add_sum(bytes);
        bytes.insert(bytes.end(), information.begin(), information.end());
        if (!information.empty()) add_sum(bytes);
        bytes.push_back(hdlc_flag);
        return bytes;
    }
    static void add_sum(Octets& bytes) {
        const std::uint16_t sum = fcs16(bytes.data() + 1, bytes.size() - 1);
        bytes.push_back(static_cast<std::uint8_t>(sum));
        bytes.push_back(static_cast<std::uint8_t>(sum >> 8));
    }

    ModuleOnFlash under_test;
    std::uint32_t now_ms = 20000;
    std::string console;
    Octets request;
};

bool is_visible(char character) { return character > ' ' && character <= '~'; }

/// Nothing that came in breaks a line of the console.
void require_lines(const std::string& console) {
    for (std::size_t at = 0; at < console.size();) {
        const std::size_t end = console.find("\r\n", at);
        require(end != std::string::npos && console[at] == '@');
        const std::string line = console.substr(at, end - at);
        require(std::ranges::all_of(line, [](char character) { return is_visible(character) || character == ' '; }));
        at = end + 2;
    }
}

void require_words(const Module& module) {
    if (!module.meter.linked) return;
    for (const std::string word : {module.meter.type, module.meter.serial})
        require(!word.empty() && std::all_of(word.begin(), word.end(), is_visible));
    for (const auto& text : module.reader.energies.text) require(std::string(text).size() < sizeof text);
}

}  // namespace

// A piece is a byte that tells what it is, one that tells its length, and its bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    ModuleOnWire wire;
    std::span<const std::uint8_t> rest(data, size);
    while (rest.size() >= 2) {
        const unsigned kind = rest[0] % 4U;
        const auto piece = rest.subspan(2, std::min<std::size_t>({rest[1], rest.size() - 2, 240}));
        rest = rest.subspan(2 + piece.size());
        if (kind == 0) wire.hear({piece.begin(), piece.end()});
        if (kind == 1) wire.hear(wire.answer(piece, false));
        if (kind == 2) wire.hear(wire.answer(piece, true));
        if (kind == 3) wire.pass_time();
        require_words(wire.module());
    }
    require_lines(wire.console);
    return 0;
}
