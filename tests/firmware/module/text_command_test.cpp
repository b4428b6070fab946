#include "tests/firmware/module/configured_board.hpp"

#include <catch2/catch.hpp>

using namespace stapel::firmware;

// Texts are those of protocols 5.6 and dialect 2.

TEST_CASE("an answer begins with the module's type and 0 before the first link, then with the meter's type, serial") {
    ConfiguredBoard board("VNB02");
    CHECK(board.text("12345678 RESET") == "VNB02\r\n0\r\nRESET: 24\r\n");
    board.module.meter.linked = true;
    std::strcpy(board.module.meter.type, "CE301");
    std::strcpy(board.module.meter.serial, "009218054000006");
    CHECK(board.text("12345678 RESET") == "CE301\r\n009218054000006\r\nRESET: 24\r\n");
    CHECK(board.text("12345678 RESET 25") == "CE301\r\n009218054000006\r\nERROR: 05\r\n");
}

TEST_CASE("a wrong password and a line without command get no answer") {
    ConfiguredBoard board;
    for (const char* line : {"", " ", "12345678", "12345678 ", "12345677 RESET", "1234567 RESET", "123456789 RESET",
                             "12345678RESET", "RESET", "RESET 12345678"})
        CHECK(board.text(line) == "silent");
}

TEST_CASE("the password keeps its letters' case, commands do not mind") {
    ConfiguredBoard board;
    configure(board, 0x40, std::string("abcdEFGH"));
    CHECK(board.text("ABCDefgh RESET") == "silent");
    CHECK(board.text("abcdEFGH rEsEt") == "NB02\r\n0\r\nRESET: 24\r\n");
}

TEST_CASE("three letters of a command are enough, more are allowed, others are not") {
    ConfiguredBoard board;
    for (const char* command : {"tim", "TIME", "Timeou", "timeout", "  TIM  "})
        CHECK(board.order(command) == "TIMEOUT: 300\r\n");
    for (const char* command : {"TI", "T", "TIMEOUTS", "TIX", "HELP", "TIM,1", "123"})
        CHECK(board.order(command) == "ERROR: 06\r\n");
}

TEST_CASE("every command is known by its first three letters") {
    ConfiguredBoard board;
    for (const char* command : {"MOD", "BAN", "APN", "USE", "PSW", "DNS", "POR", "TIM", "RES", "NET", "AUT",
                                "NUM", "LOC"})
        CHECK(board.order(command).find("ERROR: ") == std::string::npos);
    CHECK(board.order("COU") == "needs_meter");
    CHECK(board.order("CFG") == "ERROR: 01\r\n");
}

TEST_CASE("a query changes nothing") {
    ConfiguredBoard board;
    const Settings before = board.module.stored.settings;
    for (const char* command : {"MODE", "BAND", "APN", "USER", "PSW", "DNS", "PORT", "TIMEOUT", "RESET", "NETWORK",
                                "AUTOINFO", "COUNTER", "NUMBER", "LOCATION"})
        (void)board.order(command);
    CHECK(std::memcmp(&board.module.stored.settings, &before, sizeof before) == 0);
    CHECK(board.flash[FakeBoard::settings_offset] == 0xFF);
    CHECK(board.restarts == 0);
}

TEST_CASE("MODE tells and sets the mode, and restarts the module when it was set") {
    ConfiguredBoard board;
    CHECK(board.order("MODE") == "MODE: 2\r\n");
    CHECK(board.restarts == 0);
    CHECK(board.order("MODE 6") == "MODE: 6\r\n");
    CHECK(board.number(0x41) == 0x40);
    CHECK(board.restarts == 1);
    for (const char* bad : {"MODE 0", "MODE 3", "MODE 7", "MODE 262", "MODE server", "MODE 1"})
        CHECK(board.order(bad) == "ERROR: 05\r\n");
    CHECK(board.restarts == 1);
}

TEST_CASE("BAND tells and sets network and band, the second may be left out") {
    ConfiguredBoard board;
    CHECK(board.order("BAND") == "BAND: 0,0\r\n");
    CHECK(board.order("BAND 3,2") == "BAND: 3,2\r\n");
    CHECK(board.order("BAND 1") == "BAND: 1,2\r\n");
    CHECK(board.order("BAND 0 , 1") == "BAND: 0,1\r\n");
    for (const char* bad : {"BAND 4", "BAND 1,3", "BAND ,1", "BAND 1,", "BAND -1"})
        CHECK(board.order(bad) == "ERROR: 05\r\n");
    CHECK(board.order("BAND 1,1,1") == "ERROR: 01\r\n");
    CHECK(board.order("BAND") == "BAND: 0,1\r\n");
}

TEST_CASE("APN, USER and PSW answer three lines, the password in clear") {
    ConfiguredBoard board;
    CHECK(board.order("APN") == "APN: internet\r\n\r\n\r\n");
    CHECK(board.order("APN iot") == "APN: iot\r\n\r\n\r\n");
    CHECK(board.order("USER gdata") == "APN: iot\r\ngdata\r\n\r\n");
    CHECK(board.order("PSW a,b c") == "APN: iot\r\ngdata\r\na,b c\r\n");
    CHECK(board.order("USER -") == "APN: iot\r\n\r\na,b c\r\n");
    CHECK(board.order("PSW -") == "APN: iot\r\n\r\n\r\n");
    CHECK(board.order("APN " + std::string(40, 'x')) == "APN: " + std::string(40, 'x') + "\r\n\r\n\r\n");
    CHECK(board.order("APN " + std::string(41, 'x')) == "ERROR: 04\r\n");
    CHECK(board.order("APN " + std::string(300, 'x')) == "ERROR: 04\r\n");
    CHECK(board.order("USER " + std::string(16, 'x')) == "ERROR: 04\r\n");
    CHECK(board.order("PSW a\x01") == "ERROR: 05\r\n");
}

TEST_CASE("DNS and PORT answer the server with its port") {
    ConfiguredBoard board;
    CHECK(board.order("DNS") == "DNS: :80\r\n");
    CHECK(board.order("DNS cenc.example") == "DNS: cenc.example:80\r\n");
    CHECK(board.order("PORT 8000") == "DNS: cenc.example:8000\r\n");
    CHECK(board.order("PORT 65535") == "DNS: cenc.example:65535\r\n");
    for (const char* bad : {"PORT 0", "PORT 65536", "PORT 4294967376", "PORT x", "PORT 80,1", "DNS 300.1.1.1"})
        CHECK(board.order(bad) == "ERROR: 05\r\n");
    CHECK(board.order("DNS " + std::string(51, 'x')) == "ERROR: 04\r\n");
}

TEST_CASE("TIMEOUT and RESET have the manual's ranges") {
    ConfiguredBoard board;
    CHECK(board.order("TIMEOUT 60") == "TIMEOUT: 60\r\n");
    CHECK(board.order("TIMEOUT 65535") == "TIMEOUT: 65535\r\n");
    CHECK(board.order("RESET 1") == "RESET: 1\r\n");
    CHECK(board.order("RESET 24") == "RESET: 24\r\n");
    for (const char* bad : {"TIMEOUT 59", "TIMEOUT 65536", "RESET 0", "RESET 25"})
        CHECK(board.order(bad) == "ERROR: 05\r\n");
}

TEST_CASE("NETWORK tells CSQ and the radio standard") {
    ConfiguredBoard board;
    CHECK(board.order("NETWORK") == "RSSI:99\r\nBAND:none\r\n");
    auto& network = board.module.network;
    network.csq = 19;
    network.rat = Rat::nb_iot;
    CHECK(board.order("NETWORK") == "RSSI:19\r\nBAND:none\r\n");
    network.registration = Registration::registered;
    CHECK(board.order("NETWORK") == "RSSI:19\r\nBAND:NB-IoT\r\n");
    network.rat = Rat::gsm;
    CHECK(board.order("NETWORK") == "RSSI:19\r\nBAND:GSM\r\n");
    network.rat = Rat::cat_m1;
    CHECK(board.order("NETWORK") == "RSSI:19\r\nBAND:CAT-M1\r\n");
    CHECK(board.order("NETWORK 1") == "ERROR: 01\r\n");
}

TEST_CASE("AUTOINFO sets what is given and answers as NUMBER does") {
    ConfiguredBoard board;
    CHECK(board.order("AUTOINFO 1,1,12,010000") == "NUMBER:\r\n");
    CHECK(board.number(0x5A) == 1);
    CHECK(board.number(0x5B) == 1);
    CHECK(board.number(0x5C) == 12);
    CHECK(board.number(0x5D) == 0x02);
    CHECK(board.order("AUTOINFO 1,2,28,001111") == "NUMBER:\r\n");
    CHECK(board.number(0x5D) == 0x3C);
    CHECK(board.order("AUTOINFO 0") == "NUMBER:\r\n");
    CHECK(board.number(0x5A) == 0);
    CHECK(board.number(0x5C) == 28);
    for (const char* bad : {"AUTOINFO 2", "AUTOINFO 1,3", "AUTOINFO 1,1,24", "AUTOINFO 1,2,29", "AUTOINFO 1,2,0",
                            "AUTOINFO 1,1,12,110000", "AUTOINFO 1,1,12,01000", "AUTOINFO 1,1,12,0100000",
                            "AUTOINFO 1,1,12,020000"})
        CHECK(board.order(bad) == "ERROR: 05\r\n");
    CHECK(board.order("AUTOINFO 1,1,12,010000,1") == "ERROR: 01\r\n");
    CHECK(board.number(0x5A) == 0);
}

TEST_CASE("NUMBER tells and sets the user's phone") {
    ConfiguredBoard board;
    CHECK(board.order("NUMBER") == "NUMBER:\r\n");
    CHECK(board.order("NUMBER +79001234567") == "NUMBER:+79001234567\r\n");
    CHECK(board.order("NUMBER 79001234567") == "ERROR: 05\r\n");
    CHECK(board.order("NUMBER +79001234567890123") == "ERROR: 04\r\n");
}

TEST_CASE("LOCATION has no position") {
    ConfiguredBoard board;
    CHECK(board.order("LOCATION") == "GEO:ERROR,ERROR\r\n");
    configure(board, 0x4B, 1);
    CHECK(board.order("LOCATION") == "GEO:ERROR,ERROR\r\n");
}

TEST_CASE("COUNTER asks for the total, for all, or for one tariff") {
    ConfiguredBoard board;
    const auto wanted = [&](const char* line) {
        CHECK(board.order(line) == "needs_meter");
        return int(board.wanted);
    };
    CHECK(wanted("COUNTER") == 0x01);
    CHECK(wanted("COUNTER 0") == 0x1F);
    CHECK(wanted("COUNTER 1") == 0x02);
    CHECK(wanted("COUNTER 4") == 0x10);
    for (const char* bad : {"COUNTER 5", "COUNTER x", "COUNTER -1", "COUNTER 1,2"})
        CHECK(board.order(bad) == "ERROR: 05\r\n");
}

TEST_CASE("the counters are the meter's own digits, those that were asked for, ERROR where there is none") {
    ConfiguredBoard board;
    board.module.meter.linked = true;
    std::strcpy(board.module.meter.type, "CE301");
    std::strcpy(board.module.meter.serial, "1");
    // The energies of the captured session, protocols 1.5.
    Energies energies{{"16907.9477764", "11504.3875082", "3628.2698795", "", "0.0"}};
    const auto answered = [&](Wanted wanted) {
        Text answer{};
        answer_counter(board.module, energies, wanted, answer);
        return std::string(answer.text, answer.length);
    };
    CHECK(answered(0x01) == "CE301\r\n1\r\nE:16907.9477764\r\n");
    CHECK(answered(0x04) == "CE301\r\n1\r\nT2:3628.2698795\r\n");
    CHECK(answered(0x1F) == "CE301\r\n1\r\n"
                            "E:16907.9477764\r\nT1:11504.3875082\r\nT2:3628.2698795\r\nT3:ERROR\r\nT4:0.0\r\n");
}

TEST_CASE("CFG carries items for settings that have no command") {
    ConfiguredBoard board;
    CHECK(board.order("CFG F0gCBaAXRwEB") == "CFG: OK\r\n");  // 17 48 02 05A0, 17 47 01 01
    CHECK(board.number(0x47) == 1);
    CHECK(board.order("cfg F1kHZS5mLT4_Pw") == "ERROR: 05\r\n");
    CHECK(board.order("CFG F1kBLQ==") == "ERROR: 05\r\n");    // 17 59 01 '-'
    CHECK(board.order("CFG F0MBBRcDAA") == "CFG: OK\r\n");    // 17 43 01 05, 17 03 00
    CHECK(board.number(0x43) == 5);
    CHECK(board.restarts == 1);
    CHECK(board.order("CFG F5kA") == "ERROR: 03\r\n");        // 17 99 00
    CHECK(board.order("CFG F0MCAAU") == "ERROR: 04\r\n");     // 17 43 02 0005
    CHECK(board.order("CFG F0MBGQ") == "ERROR: 05\r\n");      // 17 43 01 19
    CHECK(board.order("CFG F0MB") == "ERROR: 01\r\n");        // 17 43 01
    CHECK(board.order("CFG F0MBB") == "ERROR: 01\r\n");
    CHECK(board.order("CFG F0M+BQ") == "ERROR: 01\r\n");
    CHECK(board.number(0x43) == 5);
}

TEST_CASE("a setting is saved before it is answered, one that cannot be saved is an error") {
    ConfiguredBoard board;
    CHECK(board.order("RESET 7") == "RESET: 7\r\n");
    Stored stored{};
    CHECK(peek(board.module.hal, board.module.board, stored) == StoreHealth::good);
    CHECK(number_of(stored.settings, 0x43) == 7);
    CHECK(number_of(board.module.in_effect, 0x43) == 24);
    board.flash_dead = true;
    CHECK(board.order("RESET 8") == "ERROR: 05\r\n");
    CHECK(board.order("RESET") == "RESET: 7\r\n");
    CHECK(board.order("MODE 6") == "ERROR: 05\r\n");
    CHECK(board.restarts == 0);
}

TEST_CASE("combinations are refused in text as well") {
    ConfiguredBoard board;
    REQUIRE(board.order("MODE 6") == "MODE: 6\r\n");
    CHECK(board.order("APN ") == "APN: internet\r\n\r\n\r\n");
    CHECK(board.order("CFG FyMA") == "ERROR: 05\r\n");  // 17 23 00: NIDD needs an APN
}

TEST_CASE("the longest answer fits") {
    ConfiguredBoard board;
    board.module.meter.linked = true;
    std::strcpy(board.module.meter.type, "1234567890123456");
    std::strcpy(board.module.meter.serial, "12345678901234567890123456789012");
    configure(board, 0x23, std::string(40, 'a'));
    configure(board, 0x24, std::string(15, 'u'));
    configure(board, 0x25, std::string(15, 'p'));
    CHECK(board.text("12345678 APN").ends_with("\r\n" + std::string(15, 'u') + "\r\n" + std::string(15, 'p') + "\r\n"));
    Energies energies{};
    for (auto& text : energies.text) std::strcpy(text, "123456789012345");
    Text answer{};
    answer_counter(board.module, energies, 0x1F, answer);
    CHECK(std::string(answer.text, answer.length).ends_with("\r\nT4:123456789012345\r\n"));
}
