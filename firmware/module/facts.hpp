#pragma once

#include <stddef.h>
#include <stdint.h>

namespace stapel::firmware {

enum class Registration : uint8_t { none, searching, registered, denied };
enum class Rat : uint8_t { none, gsm, nb_iot, cat_m1 };
enum class SimState : uint8_t { unknown, ready, absent, pin, puk, failed };

constexpr uint8_t csq_unknown = 99;

/// What the module knows of its transceiver and the network. Texts end with a zero, empty = not known.
struct NetworkFacts {
    bool modem_answers;
    SimState sim;
    char imei[16], iccid[21];
    uint8_t transceiver_version;  ///< first number of its firmware's name, dialect 8: 4
    Registration registration;
    Rat rat;
    uint8_t csq;  ///< 0 to 31, `csq_unknown`
    char ip[16], ipv6[40];
};

enum class MeterProtocol : uint8_t { iec, dlms };

/// What the module knows of its meter.
struct MeterFacts {
    bool linked;
    MeterProtocol protocol;  ///< in which it was linked
    char type[17];    ///< as the identification or the type's object says: `CE301`
    char serial[33];  ///< as SNUMB() or the serial number's object says
};

/// Energies as the meter's own digits, total and tariffs 1 to 4; empty = could not be read.
struct Energies {
    char text[5][16];
};

}  // namespace stapel::firmware
