#include "fixtures/meter/port_check.hpp"
#include "station/base/characters.hpp"
#include "station/base/failure.hpp"
#include "tests/fuzz/answering_stream.hpp"
#include "tests/fuzz/require.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>

// Any values in the answers of a meter that keeps to IEC 62056-21: the check of its port ends with findings that can be
// shown and set, or with a failure. The input is pieces: an identification, then the data of one answer each.

using namespace stapel;
using namespace stapel::meter;

namespace {

/// The meter's side, its framing in order.
class Meter {
public:
    explicit Meter(ByteView input) : rest_(input) {}
    Bytes operator()(ByteView written) {
        std::size_t errors = 0;
        const std::string asked = without_parity(written, errors);
        if (asked.starts_with("/?")) return with_parity("/" + text() + "\r\n");
        if (asked.front() == ack) return with_parity(framed(soh, "P0\x02(777777)", Bcc::sum));
        if (asked.starts_with("\x01P1") || asked.starts_with("\x01W1")) return with_parity(std::string(1, ack));
        if (asked.starts_with("\x01R1")) return with_parity(framed(stx, text(), Bcc::sum));
        return {};
    }

private:
    std::string text() {
        std::string characters;
        const ByteView piece = take_piece(rest_);
        for (const std::byte byte : piece.subspan(std::min<std::size_t>(1, piece.size())))
            characters += static_cast<char>(byte & std::byte{0x7F});
        return characters;
    }

    ByteView rest_;
};

void look_at(const PortReport& report) {
    require(report.findings.size() >= 4);
    for (const std::string* text :
         {&report.meter.type, &report.meter.serial, &report.meter.firmware, &report.meter.identification})
        require(all_printable(*text));
    for (const PortFinding& finding : report.findings) {
        require(finding.value.has_value() == finding.reason.empty());
        require(!finding.good || finding.value);
        if (finding.value) require(all_printable(value_text(finding.precondition, *finding.value)));
        require(all_printable(finding.reason));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    WaitedClock clock;
    AnsweringStream stream(clock, Meter(std::as_bytes(std::span(data, size))));
    PortCheck check(stream, clock, {}, {.password = "777777"});
    try {
        const PortReport report = check.read();
        look_at(report);
        check.set(report);
    } catch (const Failure& failure) {
        require(!failure.detail().empty());
    }
    return 0;
}
