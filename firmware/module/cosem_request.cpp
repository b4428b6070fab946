#include "firmware/module/cosem_request.hpp"

namespace stapel::firmware {
namespace {

constexpr uint8_t llc[] = {0xE6, 0xE6, 0x00};
constexpr uint8_t invoke = 0xC1;  // high priority, confirmed
constexpr uint8_t octet_string = 0x09;
constexpr size_t association_head = sizeof llc + 2;

// Long names, no ciphering; then the authentication's mechanism, of which the last byte is missing (protocols 2.5).
constexpr uint8_t context[] = {0xA1, 0x09, 0x06, 0x07, 0x60, 0x85, 0x74, 0x05, 0x08, 0x01, 0x01};
constexpr uint8_t mechanism[] = {0x8A, 0x02, 0x07, 0x80, 0x8B, 0x07, 0x60, 0x85, 0x74, 0x05, 0x08, 0x02};
// Conformance and the longest APDU as the checked transcripts propose them (protocols 2.9).
constexpr uint8_t initiate[] = {0xBE, 0x10, 0x04, 0x0E, 0x01, 0x00, 0x00, 0x00, 0x06,
                                0x5F, 0x1F, 0x04, 0x00, 0x40, 0x1E, 0x5D, 0xFF, 0xFF};
constexpr CosemAttribute reply_to_challenge{15, {0, 0, 40, 0, 0, 255}, 1};

void put(Apdu& apdu, uint8_t byte) {
    if (apdu.length < sizeof apdu.bytes) apdu.bytes[apdu.length++] = byte;
}

void put(Apdu& apdu, const uint8_t* bytes, size_t length) {
    for (size_t at = 0; at < length; ++at) put(apdu, bytes[at]);
}

void begin(Apdu& apdu, uint8_t service) {
    apdu.length = 0;
    put(apdu, llc, sizeof llc);
    put(apdu, service);
}

void begin(Apdu& apdu, uint8_t service, const CosemAttribute& attribute) {
    const uint8_t head[] = {0x01, invoke, 0x00, attribute.interface_class};
    begin(apdu, service);
    put(apdu, head, sizeof head);
    put(apdu, attribute.obis, sizeof attribute.obis);
    put(apdu, attribute.attribute);
}

void put_association(Apdu& apdu, uint8_t mechanism_number, const uint8_t* secret, size_t length) {
    begin(apdu, 0x60);
    put(apdu, 0);  // the length, known at the end
    put(apdu, context, sizeof context);
    put(apdu, mechanism, sizeof mechanism);
    const auto short_length = static_cast<uint8_t>(length);
    const uint8_t value[] = {mechanism_number, 0xAC, static_cast<uint8_t>(short_length + 2), 0x80, short_length};
    put(apdu, value, sizeof value);
    put(apdu, secret, length);
    put(apdu, initiate, sizeof initiate);
    apdu.bytes[association_head - 1] = static_cast<uint8_t>(apdu.length - association_head);
}

}  // namespace

void put_low_association(Apdu& apdu, Slice password) {
    put_association(apdu, 1, reinterpret_cast<const uint8_t*>(password.data), password.size);
}

void put_high_association(Apdu& apdu, const uint8_t* challenge) {
    put_association(apdu, 2, challenge, challenge_length);
}

void put_get(Apdu& apdu, const CosemAttribute& wanted) {
    begin(apdu, 0xC0, wanted);
    put(apdu, 0);  // no selection
}

void put_set(Apdu& apdu, const CosemAttribute& target, uint32_t value) {
    begin(apdu, 0xC1, target);
    const uint8_t data[] = {0, octet_string, 4, static_cast<uint8_t>(value >> 24), static_cast<uint8_t>(value >> 16),
                            static_cast<uint8_t>(value >> 8), static_cast<uint8_t>(value)};
    put(apdu, data, sizeof data);
}

void put_proof(Apdu& apdu, const uint8_t* proof) {
    begin(apdu, 0xC3, reply_to_challenge);
    const uint8_t head[] = {1, octet_string, challenge_length};
    put(apdu, head, sizeof head);
    put(apdu, proof, challenge_length);
}

void put_release(Apdu& apdu) {
    constexpr uint8_t normal[] = {0x03, 0x80, 0x01, 0x00};
    begin(apdu, 0x62);
    put(apdu, normal, sizeof normal);
}

}  // namespace stapel::firmware
