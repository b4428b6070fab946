#include "tests/firmware/module/configured_board.hpp"

#include <catch2/catch.hpp>

using namespace stapel::firmware;

// Bytes are written out from dialect 1; the status byte is 02 throughout: the default mode uses GPRS, no session is up.

namespace {

const std::string version_and_type =
    "170F13" "76303476352E32342E383431352E332E312E31"  // v04v5.24.8415.3.1.1
    "1710044E423032";                                  // NB02

std::string error(const std::string& command, const std::string& code, const std::string& id = "00") {
    return "81" + command + "02" + code + id + "1A";
}
std::string accepted(const std::string& command, const std::string& items = {}) {
    return "81" + command + "020000" + items + "1A";
}

/// What the store in flash holds.
Settings kept(const ConfiguredBoard& board) {
    Stored stored{};
    (void)peek(board.module.hal, board.module.board, stored);
    return stored.settings;
}

bool same(const Settings& left, const Settings& right) { return std::memcmp(&left, &right, sizeof left) == 0; }

}  // namespace

TEST_CASE("a write is stored in flash before it is answered, and takes effect after the restart only") {
    ConfiguredBoard board;
    CHECK(board.command("02 17 23 03 696F74 17 27 02 1691") == accepted("02"));
    CHECK(board.setting(0x23) == "iot");
    CHECK(board.number(0x27) == 5777);
    CHECK(same(kept(board), board.module.stored.settings));
    CHECK(number_of(board.module.in_effect, 0x27) == 80);
    CHECK(board.restarts == 0);
}

TEST_CASE("a write without items is good and changes nothing") {
    ConfiguredBoard board;
    const Settings before = board.module.stored.settings;
    CHECK(board.command("02") == accepted("02"));
    CHECK(same(board.module.stored.settings, before));
}

TEST_CASE("one bad item and nothing of the message is stored") {
    ConfiguredBoard board;
    const Settings before = board.module.stored.settings;
    CHECK(board.command("02 17 23 03 696F74 17 27 02 0000 17 03 00") == error("02", "05", "27"));
    CHECK(same(board.module.stored.settings, before));
    CHECK(board.restarts == 0);
    CHECK(board.flash[FakeBoard::settings_offset] == 0xFF);
}

TEST_CASE("item 03 and command 0A ask for the restart, after a good message only") {
    ConfiguredBoard board;
    CHECK(board.command("02 17 03 00") == accepted("02"));
    CHECK(board.restarts == 1);
    CHECK(board.command("0A") == accepted("0A"));
    CHECK(board.restarts == 2);
    CHECK(board.command("02 17 03 01 00") == error("02", "04", "03"));
    CHECK(board.restarts == 2);
}

TEST_CASE("an id given twice: the last wins, and each must be possible") {
    ConfiguredBoard board;
    CHECK(board.command("02 17 43 01 05 17 43 01 06") == accepted("02"));
    CHECK(board.number(0x43) == 6);
    CHECK(board.command("02 17 43 01 19 17 43 01 06") == error("02", "05", "43"));
}

TEST_CASE("mode and switches follow each other in the order of the items") {
    ConfiguredBoard board;
    CHECK(board.command("02 17 26 01 61 17 22 01 05 17 41 01 06") == accepted("02"));
    CHECK(board.number(0x22) == 2);
    CHECK(board.command("02 17 41 01 06 17 22 01 05") == accepted("02"));
    CHECK(board.number(0x22) == 5);
    CHECK(board.number(0x41) == 0x05);
}

TEST_CASE("combinations are judged on what would be stored") {
    ConfiguredBoard board;
    CHECK(board.command("02 17 22 01 01") == error("02", "05", "26"));
    CHECK(board.command("02 17 22 01 01 17 26 01 61") == accepted("02"));
    CHECK(board.command("02 17 26 00") == error("02", "05", "26"));
    CHECK(board.command("02 17 22 01 06 17 47 01 01") == error("02", "05", "47"));
    CHECK(board.command("02 17 22 01 06") == accepted("02"));
    CHECK(board.number(0x41) == 0x40);
    CHECK(board.command("02 17 56 01 01") == error("02", "05", "56"));
}

TEST_CASE("a new password holds at once") {
    ConfiguredBoard board;
    CHECK(board.command("02 17 40 08 4E6577506173733121 17 40 08 4E65775061737331") == error("02", "01"));
    CHECK(board.command("02 17 40 08 4E65775061737331") == accepted("02"));
    CHECK(board.command("03") == error("03", "02"));
    CHECK(board.ask("01 4E65775061737331 0A 1A") == accepted("0A"));
}

TEST_CASE("checks run in the dialect's order") {
    ConfiguredBoard board;
    const std::string wrong = "3132333435363737";
    CHECK(board.ask("01" + wrong + "77 17 99 00") == error("77", "01"));
    CHECK(board.ask("01" + wrong + "77 17 99 00 1A") == error("77", "02"));
    CHECK(board.command("77 17 99 00") == error("77", "06"));
    CHECK(board.command("02 17 99 00 17 22 01 09") == error("02", "03", "99"));
    CHECK(board.command("02 17 22 02 0101 17 99 00") == error("02", "04", "22"));
    CHECK(board.command("02 17 22 01 09 17 99 00") == error("02", "05", "22"));
    CHECK(board.command("02 17 22 01 01 17 99 00") == error("02", "03", "99"));
}

TEST_CASE("a message that is cut anywhere has a bad structure, and echoes the command that it still has") {
    ConfiguredBoard board;
    const stapel::Bytes whole = stapel::from_hex("01313233343536373802" "172303696F74" "1727021691" "1A");
    for (std::size_t length = 0; length < whole.size(); ++length) {
        CAPTURE(length);
        CHECK(board.answer(stapel::ByteView(whole).first(length)) == error(length < 10 ? "00" : "02", "01"));
    }
    CHECK(board.answer(whole) == accepted("02"));
}

TEST_CASE("items must end exactly at the end marker") {
    ConfiguredBoard board;
    CHECK(board.command("02 17 27 03 1691") == error("02", "01"));
    CHECK(board.command("02 17 27 01 1691") == error("02", "01"));
    CHECK(board.command("02 17 27 02 1691 00") == error("02", "01"));
    CHECK(board.command("02 18 27 02 1691") == error("02", "01"));
    CHECK(board.command("02 17 27 02 16") == error("02", "01"));
    CHECK(board.command("02 17 22 01") == error("02", "01"));
    CHECK(board.command("02 17 22") == error("02", "01"));
    CHECK(board.command("02 17") == error("02", "01"));
    CHECK(board.ask("02 3132333435363738 02 1A") == error("02", "01"));
    CHECK(board.ask("01 3132333435363738 02 1A 00") == error("02", "01"));
}

TEST_CASE("an end marker inside a value is no end") {
    ConfiguredBoard board;
    CHECK(board.command("02 17 27 02 1A1A") == accepted("02"));
    CHECK(board.number(0x27) == 0x1A1A);
}

TEST_CASE("unknown commands are 06, known ones that take no items refuse them") {
    ConfiguredBoard board;
    for (const std::string command : {"00", "01", "0C", "FF"}) CHECK(board.command(command) == error(command, "06"));
    for (const std::string command : {"03", "04", "05", "06", "07", "08", "0A", "0B"})
        CHECK(board.command(command + " 17 23 00") == error(command, "03", "23"));
    CHECK(board.restarts == 0);
}

TEST_CASE("status tells address, mode, IP and server, then version and type") {
    ConfiguredBoard board;
    CHECK(board.command("03") == accepted("03", "17010400000000" "17020102" "17030100" "17040100" + version_and_type));
}

TEST_CASE("extended status adds sessions, display, signal and transceiver") {
    ConfiguredBoard board;
    configure(board, 0x41, 0x02 | 0x04 | 0x08);
    auto& network = board.module.network;
    network.registration = Registration::registered;
    network.rat = Rat::nb_iot;
    network.csq = 19;
    network.transceiver_version = 4;
    std::strcpy(network.ip, "10.24.201.11");
    CHECK(board.command("04") == "8104060000" "17010400000000" "17020102" "17030101" "17040100"
                                 "17050101" "17060101" "17070101" "17080409113645" "17090113" "170A0104" +
                                     version_and_type + "1A");
}

TEST_CASE("identities and addresses are told as text, what is not known as nothing") {
    ConfiguredBoard board;
    auto& network = board.module.network;
    CHECK(board.command("05") == accepted("05", "170B00" + version_and_type));
    CHECK(board.command("06") == accepted("06", "170C00" + version_and_type));
    CHECK(board.command("07") == accepted("07", "170D00" + version_and_type));
    CHECK(board.command("08") == accepted("08", "170E00" + version_and_type));
    std::strcpy(network.imei, "868333035384599");
    std::strcpy(network.iccid, "89701010085350004087");
    std::strcpy(network.ipv6, "2a00::1");
    CHECK(board.command("05") == accepted("05", "170B0F383638333333303335333834353939" + version_and_type));
    CHECK(board.command("07") == accepted("07", "170D07326130303A3A31" + version_and_type));
    CHECK(board.command("08") == accepted("08", "170E143839373031303130303835333530303034303837" + version_and_type));
    std::strcpy(network.ip, "10.1.2.3");
    CHECK(board.command("06") == "8106060000" "170C0831302E312E322E33" + version_and_type + "1A");
}

TEST_CASE("a read names its settings, each is told once, passwords without their value") {
    ConfiguredBoard board;
    CHECK(board.command("09 17 28 00 17 23 00 17 28 00") == accepted("09", "172308696E7465726E6574" "172802012C"));
    for (const std::string id : {"25", "40", "54", "60", "62", "63"})
        CHECK(board.command("09 17" + id + "00") == accepted("09", "17" + id + "00"));
}

TEST_CASE("a read that names none tells all settings as they are stored, in id order") {
    ConfiguredBoard board;
    REQUIRE(board.command("02 17 27 02 1691") == accepted("02"));
    const std::string answer = board.command("09");
    CHECK(answer.starts_with("8109020000" "17220102" "172308696E7465726E6574" "172400" "172500" "172600" "17270216"
                             "91"));
    CHECK(answer.ends_with("172802012C" "174000" "17410102" "1742" "02012C" "17430118" "174401" "00" "17450100"
                           "17460100" "17470100" "17480205A0" "1749010C" "174A00" "174B0100" "174C0205A0" "174D02075B"
                           "174E00" "174F020050" "175000" "175102075B" "175200" "175300" "175400" "175500" "17560100"
                           "1757020006" "175802205B" "17590B6E61726F646D6F6E2E7275" "175A0100" "175B0101" "175C0100"
                           "175D0100" "175E00" "175F0100" "176000" "17610100" "176200" "176300" "1A"));
}

TEST_CASE("a read of what is no setting is 03, a value in a read 04") {
    ConfiguredBoard board;
    CHECK(board.command("09 17 29 00") == error("09", "03", "29"));
    CHECK(board.command("09 17 03 00") == error("09", "03", "03"));
    CHECK(board.command("09 17 22 01 02") == error("09", "04", "22"));
}

TEST_CASE("the factory reset brings the password back, keeps the applied set and does not restart") {
    ConfiguredBoard board;
    board.module.stored.applied_set = 0x1234;
    REQUIRE(board.command("02 17 43 01 05 17 40 08 6162636465666768") == accepted("02"));
    CHECK(board.ask("01 6162636465666768 0B 1A") == accepted("0B"));
    Settings factory{};
    set_factory(factory);
    CHECK(same(board.module.stored.settings, factory));
    CHECK(same(kept(board), factory));
    CHECK(board.module.stored.applied_set == 0x1234);
    CHECK(board.restarts == 0);
    CHECK(board.command("0A") == accepted("0A"));
}

TEST_CASE("settings that cannot be saved are not accepted") {
    ConfiguredBoard board;
    board.flash_dead = true;
    CHECK(board.command("02 17 43 01 05 17 03 00") == error("02", "05", "00"));
    CHECK(board.number(0x43) == 24);
    CHECK(board.restarts == 0);
    CHECK(board.command("0B") == error("0B", "05", "00"));
}
