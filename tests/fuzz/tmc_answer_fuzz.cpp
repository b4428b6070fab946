#include "fixtures/jig/client.hpp"
#include "fixtures/jig/tmc_stream.hpp"
#include "tests/fuzz/answering_usb.hpp"
#include "tests/fuzz/require.hpp"

#include <cstdint>
#include <memory>
#include <span>

// What an instrument answers on USBTMC, transfer by transfer.

using namespace stapel;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    ByteView input = std::as_bytes(std::span(data, size));
    WaitedClock clock;
    const auto within = [&] { return clock.now() + std::chrono::seconds(1); };
    try {
        const auto stream = jig::tmc_stream(std::make_unique<AnsweringUsb>(input, clock), clock, within(), {});
        jig::Client client(*stream, clock);
        for (int question = 0; question < 4; ++question) {
            try {
                require(client.query("*IDN?", {}).find('\n') == std::string::npos);
                client.command("*CLS", {});
                (void)client.say("MEAS:VOLT?", {});
            } catch (const Failure& failure) {
                if (failure.code() == Code::channel_gone) throw;
                require(!failure.detail().empty());
            }
        }
    } catch (const Failure& failure) {
        require(!failure.detail().empty());
    }
    return 0;
}
