#pragma once

#include "firmware/module/characters.hpp"

namespace stapel::firmware {

// What the reader asks, each with the LLC prefix in front (protocols 2.1, 2.5, 2.6): the information of one frame.

struct Apdu {
    uint8_t bytes[112];
    size_t length;
};

constexpr size_t challenge_length = 16;

/// Attribute of an object, by its OBIS code's groups A to F.
struct CosemAttribute {
    uint8_t interface_class;
    uint8_t obis[6];
    uint8_t attribute;
};

/// Asks for an association with a password (mechanism 1), of at most 16 characters.
void put_low_association(Apdu& apdu, Slice password);
/// The same with a challenge of 16 bytes (mechanism 2).
void put_high_association(Apdu& apdu, const uint8_t* challenge);
void put_get(Apdu& apdu, const CosemAttribute& wanted);
/// Sets an attribute to an octet string of four bytes.
void put_set(Apdu& apdu, const CosemAttribute& target, uint32_t value);
/// The answer to the meter's challenge, 16 bytes, as an action on the association in use.
void put_proof(Apdu& apdu, const uint8_t* proof);
void put_release(Apdu& apdu);

}  // namespace stapel::firmware
