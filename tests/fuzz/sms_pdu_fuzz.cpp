#include "fixtures/modem/sms_pdu.hpp"
#include "tests/fuzz/require.hpp"

#include <cstdint>
#include <span>
#include <stdexcept>

// The input is a PDU in octets, or its hex text when that is what it looks like.

using namespace stapel;
using namespace stapel::modem;

namespace {

std::optional<Pdu> encoded(const Sms& sms) {
    try {
        return encode(sms);
    } catch (const std::invalid_argument&) {
        return std::nullopt;
    }
}

/// What was decoded and can be encoded means the same again, and is written the same again.
void check(std::string_view hex, SmsKind kind) {
    std::string problem;
    const std::optional<Sms> sms = decode(hex, kind, &problem);
    require(sms.has_value() == problem.empty());
    if (!sms) return;
    const std::optional<Pdu> pdu = encoded(*sms);
    // What only a header of another kind or a name as destination may stand in the way of.
    if (!pdu) return require(sms->other_header || kind == SmsKind::submit);
    require(decode(pdu->hex, kind) == sms);
    require(split(*sms, 1).size() == 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView bytes = std::as_bytes(std::span(data, size));
    const std::string hex = to_hex(bytes);
    for (const SmsKind kind : {SmsKind::submit, SmsKind::deliver}) {
        (void)decode(text_of(bytes), kind);
        check(hex, kind);
    }
    (void)to_septets(text_of(bytes));
    return 0;
}
