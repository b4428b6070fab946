#include "fixtures/meter/meter.hpp"
#include "tests/fuzz/require.hpp"

#include <algorithm>
#include <cstdint>
#include <span>

// Any bytes at both ports of a whole meter, in any order and with any pauses. The input is taken apart into pieces: a
// byte with port (bit 7), pause (bits 6 to 4) and length (bits 3 to 0), then so many bytes.

using namespace stapel;
using namespace stapel::meter;

namespace {

constexpr std::size_t longest_answers = 1U << 20U;

void play(ByteView input, const char* type) {
    using namespace std::chrono_literals;
    Meter meter(*find_meter_type(type), make_meter_data(*find_meter_type(type), 1));
    TimePoint now{};
    meter.power(now, true);
    std::size_t answered = 0;
    while (!input.empty()) {
        const auto head = std::to_integer<unsigned>(input[0]);
        const std::size_t size = std::min<std::size_t>(input.size() - 1, (head & 0x0FU) * 8);
        now += 1ms * (1U << (head >> 4U & 7U) * 2);
        const MeterPort port = (head & 0x80U) != 0 ? MeterPort::com1 : MeterPort::optical;
        meter.on_bytes(now, port, input.subspan(1, size));
        input = input.subspan(1 + size);
        if (const auto wake = meter.next_wake()) require(*wake >= now);
        for (const MeterPort each : {MeterPort::optical, MeterPort::com1})
            answered += meter.take_output(now + 1s, each).size();
        require(meter.view(now).window != DisplayView::Window::off);
    }
    require(answered < longest_answers);
    require(meter.data().com1.session_s >= 2 && meter.data().com1.session_s <= 120);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView bytes = std::as_bytes(std::span(data, size));
    play(bytes, "CE308 IEC");
    play(bytes, "CE308 SPODES");
    return 0;
}
