#include "tests/firmware/module_talk/scripted_transceiver.hpp"
#include "tests/firmware/module_talk/sim_messages.hpp"

#include "firmware/module/sim_records.hpp"

using namespace stapel;
using namespace stapel::firmware;

namespace {

constexpr std::uint8_t port_setting = 0x27, password_setting = 0x40, apn_setting = 0x23;

const std::string port_8000 = item(port_setting, "\x1F\x40"), port_8001 = item(port_setting, "\x1F\x41");

struct SimBoard : TalkBoard {
    ScriptedTransceiver module_side;
    void boot(const std::vector<std::string>& pdus) {
        module_side.echo = true;
        module_side.answers["AT+CMGL=4"] = listing(pdus);
        module_side.attach(*this);
        arriving.clear();
        now_ms = 0;
        start();
        run(at_ready_ms - 1);
    }
    [[nodiscard]] int port() const { return number_of(module.in_effect, port_setting); }
    [[nodiscard]] Stored in_flash() const {
        Stored stored{};
        static_cast<void>(peek(module.hal, module.board, stored));
        return stored;
    }
    void store_port(int port) {
        Stored stored = in_flash();
        set_number(stored.settings, port_setting, port);
        REQUIRE(save(module.hal, module.board, stored));
    }
};

std::string data_of_pdu(const std::string& hex) {
    const Bytes pdu = from_hex(hex);
    const Slice data = settings_data(reinterpret_cast<const std::uint8_t*>(pdu.data()), pdu.size());
    return to_hex(bytes_of({data.data, data.size}));
}

}  // namespace

TEST_CASE("only an SMS-SUBMIT of 8-bit data without a header can be a record") {
    CHECK(data_of_pdu("0011000B919700214365F70004AA060102037F80FF") == "0102037F80FF");
    CHECK(data_of_pdu("07917283010010F511000B919700214365F70004AA060102037F80FF") == "0102037F80FF");
    CHECK(data_of_pdu("0001000B919700214365F70004060102037F80FF") == "0102037F80FF");
    CHECK(data_of_pdu("0019000B919700214365F7000411223344556677060102037F80FF") == "0102037F80FF");
    for (const char* other : {"0011000B919700214365F70008AA0C041F04400438043204350442",
                              "0011000B919700214365F70000AA1031D98C56B3DD702067917A7D4A97",
                              "0051000B919700214365F70004AA060102037F80FF",
                              "07919761989901F0040B919700214365F70004621051010240210601020304FFFF",
                              "0011000B919700214365F70004AA070102037F80FF", "0011000B9197", "00", ""})
        CHECK(data_of_pdu(other).empty());
}

TEST_CASE("a record is applied and in effect before ready") {
    SimBoard board;
    board.boot({submit(record("12345678", port_8000 + item(apn_setting, "m2m.example")))});
    CHECK(board.port() == 8000);
    CHECK(board.in_flash().applied_set != 0);
    CHECK(number_of(board.in_flash().settings, port_setting) == 8000);
    CHECK(std::ranges::count(board.asked(), "AT+CGDCONT=1,\"IP\",\"m2m.example\"") == 1);
}

TEST_CASE("each record needs the password that counts at that moment") {
    SimBoard board;
    board.boot({submit(record("12345678", item(password_setting, "newpass1"))), submit(record("12345678", port_8001)),
                submit(record("newpass1", port_8000))});
    CHECK(board.port() == 8000);
}

TEST_CASE("records follow their order, other messages between them do not matter") {
    SimBoard board;
    board.boot({"0011000B919700214365F70000AA1031D98C56B3DD702067917A7D4A97", submit(record("12345678", port_8001)),
                submit("\x01\x02\x03"), submit(record("12345678", port_8000))});
    CHECK(board.port() == 8000);
}

TEST_CASE("the set that was applied last is not applied again, so later settings stay") {
    SimBoard board;
    const std::string pdu = submit(record("12345678", port_8000));
    board.boot({pdu});
    board.store_port(90);
    board.boot({pdu});
    CHECK(board.port() == 90);
    SECTION("unless the set is another one") {
        board.boot({pdu, submit(record("12345678", item(apn_setting, "x")))});
        CHECK(board.port() == 8000);
    }
    SECTION("or the SIM is") {
        board.module_side.answers["AT+CCID"] = "89701010085350004095";
        board.boot({pdu});
        CHECK(board.port() == 8000);
    }
    SECTION("a SIM without records changes nothing") {
        board.boot({});
        board.boot({pdu});
        CHECK(board.port() == 90);
    }
}

TEST_CASE("records with a wrong password change nothing and are tried at the next boot") {
    SimBoard board;
    board.boot({submit(record("87654321", port_8000))});
    CHECK(board.port() == 80);
    CHECK(board.in_flash().applied_set == 0);
    Stored stored = board.in_flash();
    set_value(stored.settings, password_setting, {reinterpret_cast<const std::uint8_t*>("87654321"), 8});
    REQUIRE(save(board.module.hal, board.module.board, stored));
    board.boot({submit(record("87654321", port_8000))});
    CHECK(board.port() == 8000);
}

TEST_CASE("records that cannot be saved are not in effect") {
    SimBoard board;
    board.flash_dead = true;
    board.boot({submit(record("12345678", port_8000))});
    CHECK(board.port() == 80);
    CHECK(number_of(board.module.stored.settings, port_setting) == 80);
    CHECK(board.module.stored.applied_set == 0);
}

TEST_CASE("records that are told after ready wait for the next boot") {
    SimBoard board;
    const std::string pdu = submit(record("12345678", port_8000));
    board.transceiver = [&](const std::string& command) {
        if (command != "AT+CMGL=4") return board.module_side.answer(command);
        if (!board.arriving.contains(30100)) board.arrives(30100, Uart::modem, listing({pdu}) + "\r\nOK\r\n");
        return std::string();
    };
    board.start();
    board.run(30050);
    REQUIRE(board.module.phase == Phase::ready);
    board.store_port(90);
    board.run(31000);
    CHECK(board.port() == 80);
    CHECK(number_of(board.in_flash().settings, port_setting) == 90);
    board.boot({pdu});
    CHECK(board.port() == 8000);
}

TEST_CASE("ready waits for a slow SIM, but not beyond 30 s") {
    SimBoard board;
    const std::string pdu = submit(record("12345678", port_8000));
    board.module_side.answers["AT+CMGL=4"] = listing({pdu});
    const bool for_ever = GENERATE(false, true);
    board.transceiver = [&](const std::string& command) {
        const bool late = command == "AT+CMGL=4" && (for_ever || board.now_ms < 20000);
        return late ? std::string("\r\n+CMGL: 1,2,,30\r\n") : board.module_side.answer(command);
    };
    board.start();
    const std::string said = board.run(31000);
    if (!for_ever) CHECK(board.port() == 8000);
    const auto at = said.find("@ready ms=");
    REQUIRE(at != std::string::npos);
    const int ms = std::stoi(said.substr(at + 10));
    CHECK(ms > 20000);
    CHECK(ms <= 30000);
}
