#include "fixtures/meter/dlms_application.hpp"
#include "fixtures/meter/dlms_words.hpp"
#include "fixtures/meter/hdlc_parameters.hpp"
#include "fixtures/meter/spodes_objects.hpp"
#include "tests/fuzz/require.hpp"

#include <cstdint>
#include <span>

// Any bytes as an APDU: what is understood reads the same once it was written, and a meter answers every one.

using namespace stapel;
using namespace stapel::meter;

namespace {

void read(ByteView bytes) {
    require(!apdu_words(bytes).empty());
    if (const auto data = decode_data(bytes)) require(decode_data(encode(*data)) == *data);
    if (const auto answer = decode_answer(bytes)) require(decode_answer(encode(*answer)) == *answer);
    if (const auto request = decode_request(bytes); request && !request->selective)
        require(decode_request(encode(*request)) == *request);
    if (const auto request = decode_association_request(bytes))
        require(decode_association_request(encode(*request)).has_value());
    if (const auto answer = decode_association_answer(bytes))
        require(decode_association_answer(encode(*answer)).has_value());
    if (const auto parameters = decode_parameters(bytes))
        require(decode_parameters(encode(*parameters)) == *parameters);
}

/// Twice to one client after the other, associated where that needs no proof.
void ask(ByteView bytes) {
    MeterData data;
    SpodesMeter meter{.data = data};
    SpodesPort port{meter};
    DlmsApplication application(data, spodes_objects(port), {});
    for (const std::uint8_t client : {public_client, reader_client, configurator_client}) {
        application.begin(client);
        AssociationRequest request;
        if (client == reader_client) {
            request.mechanism = mechanism_low;
            const ByteView password = bytes_of(data.reader_password);
            request.secret.assign(password.begin(), password.end());
        } else if (client == configurator_client) {
            request.mechanism = mechanism_high;
            request.secret.assign(16, std::byte{1});
        }
        require(!application.on_apdu({}, encode(request)).empty());
        for (int time = 0; time < 2; ++time) require(!application.on_apdu({}, bytes).empty());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView bytes = std::as_bytes(std::span(data, size));
    read(bytes);
    ask(bytes);
    return 0;
}
