#include "firmware/module/status.hpp"

#include "tests/firmware/module/configured_board.hpp"

#include <catch2/catch.hpp>

using namespace stapel::firmware;

namespace {

void set_mode(ConfiguredBoard& board, int mode) {
    configure(board, 0x22, mode);
    follow_mode(board.module.in_effect);
}

void register_with(ConfiguredBoard& board, Rat rat, bool ip) {
    board.module.network.registration = Registration::registered;
    board.module.network.rat = rat;
    std::strcpy(board.module.network.ip, ip ? "10.24.201.11" : "");
}

/// One field of the display, G1F1 = 0.
unsigned field(const ConfiguredBoard& board, int index) { return lcd_value(board.module) >> (4 * (7 - index)) & 0xFU; }
constexpr int g1f2 = 1, g1f3 = 2, g1f4 = 3, g2f1 = 4, g2f2 = 5, g2f3 = 6, g2f4 = 7;

}  // namespace

TEST_CASE("the display's fields stand in their places") {
    ConfiguredBoard board;
    register_with(board, Rat::gsm, true);
    board.module.network.csq = 14;
    board.module.network.transceiver_version = 4;
    std::strcpy(board.module.image.version, "v04v7.1");
    // The example of protocols 1.9 but for the client, for whom there is no server yet: 9 instead of B.
    CHECK(lcd_value(board.module) == 0x09005547);
}

TEST_CASE("the channel's field follows the mode that is in effect") {
    ConfiguredBoard board;
    struct Shown {
        int mode;
        unsigned code;
    };
    for (const Shown shown : {Shown{2, 0x9}, Shown{5, 0x1}, Shown{1, 0x1}, Shown{6, 0x7}}) {
        set_mode(board, shown.mode);
        CHECK(field(board, g1f2) == shown.code);
    }
    set_number(board.module.stored.settings, 0x22, 2);
    CHECK(field(board, g1f2) == 0x7);
}

TEST_CASE("NIDD works when an NB-IoT network has taken the module") {
    ConfiguredBoard board;
    set_mode(board, 6);
    register_with(board, Rat::nb_iot, false);
    CHECK(field(board, g1f2) == 0x8);
    CHECK(field(board, g2f1) == 0x9);
    register_with(board, Rat::gsm, false);
    CHECK(field(board, g1f2) == 0x7);
    CHECK(field(board, g2f1) == 0x4);
}

TEST_CASE("MQTT client and loaders show whether they are on") {
    ConfiguredBoard board;
    CHECK(field(board, g1f3) == 0);
    CHECK(field(board, g1f4) == 0);
    configure(board, 0x41, 0x06);
    CHECK(field(board, g1f3) == 1);
    CHECK(field(board, g1f4) == 0);
    for (const int loader : {0x08, 0x20}) {
        configure(board, 0x41, 0x02 | loader);
        CHECK(field(board, g1f3) == 0);
        CHECK(field(board, g1f4) == 1);
    }
}

TEST_CASE("the registration's field is that of table 5") {
    ConfiguredBoard board;
    struct Shown {
        Rat rat;
        bool ip;
        unsigned code;
    };
    for (const Shown shown : {Shown{Rat::nb_iot, false, 0x1}, Shown{Rat::nb_iot, true, 0x3},
                              Shown{Rat::gsm, false, 0x4}, Shown{Rat::gsm, true, 0x5},
                              Shown{Rat::cat_m1, false, 0x6}, Shown{Rat::cat_m1, true, 0x7}}) {
        register_with(board, shown.rat, shown.ip);
        CHECK(field(board, g2f1) == shown.code);
    }
    for (const Registration other : {Registration::none, Registration::searching, Registration::denied}) {
        board.module.network.registration = other;
        CHECK(field(board, g2f1) == 0x0);
    }
    board.module.network.sim = SimState::absent;
    CHECK(field(board, g2f1) == 0xF);
    board.module.network.sim = SimState::pin;
    CHECK(field(board, g2f1) == 0x0);
}

TEST_CASE("the level is that of table 4, none shows 0") {
    ConfiguredBoard board;
    constexpr unsigned levels[] = {0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 7, 8, 8, 8, 9,
                                   9, 9, 9, 9, 9};
    for (std::uint8_t csq = 0; csq < 32; ++csq) {
        board.module.network.csq = csq;
        CHECK(field(board, g2f2) == levels[csq]);
    }
    board.module.network.csq = 99;
    CHECK(field(board, g2f2) == 0);
}

TEST_CASE("versions that need more than a hexadecimal character show the greatest one") {
    ConfiguredBoard board;
    board.module.network.transceiver_version = 16;
    CHECK(field(board, g2f3) == 0xF);
    struct Shown {
        const char* version;
        unsigned code;
    };
    for (const Shown shown : {Shown{"v04v5.24.8415.3.1.1", 5}, Shown{"v04v15.0", 15}, Shown{"v04v16.0", 15},
                              Shown{"v04v", 0}, Shown{"", 0}, Shown{"5.24", 0}}) {
        std::strcpy(board.module.image.version, shown.version);
        CHECK(field(board, g2f4) == shown.code);
    }
}

TEST_CASE("each module type has its identifier on the display") {
    CHECK(lcd_id(ConfiguredBoard("NB02").module) == 0x0B02);
    CHECK(lcd_id(ConfiguredBoard("VNB02").module) == 0x0B12);
    CHECK(lcd_id(ConfiguredBoard("VNC02").module) == 0x0C02);
    CHECK(lcd_id(ConfiguredBoard("NB03").module) == 0);
}

TEST_CASE("the status byte tells a GPRS mode and a session") {
    ConfiguredBoard board;
    CHECK(status_byte(board.module) == 0x02);
    register_with(board, Rat::nb_iot, true);
    CHECK(status_byte(board.module) == 0x06);
    set_mode(board, 6);
    register_with(board, Rat::nb_iot, false);
    CHECK(status_byte(board.module) == 0x00);
}
