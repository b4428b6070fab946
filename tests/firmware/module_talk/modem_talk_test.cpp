#include "tests/firmware/module_talk/scripted_transceiver.hpp"

using namespace stapel::firmware;

namespace {

std::string said_with(ScriptedTransceiver transceiver, std::uint32_t until_ms) {
    return connected_board(transceiver)->run(until_ms);
}

}  // namespace

TEST_CASE("the transceiver is asked in this order, from 3 s on when it does not speak first") {
    ScriptedTransceiver transceiver;
    const auto board = connected_board(transceiver);
    board->run(at_ready_ms);
    const std::vector<std::string> wanted{
        "AT", "ATE0", "AT+CMEE=1", "AT+CPIN?", "AT+CGSN", "AT+CGMR", "AT+CCID", "AT+CPMS=\"SM\",\"SM\",\"SM\"",
        "AT+CMGF=0", "AT+CMGL=4", "AT+CNMP?", "AT+CMNB?", "AT+CBAND=ALL_MODE", "AT+CGDCONT=1,\"IP\",\"internet\"",
        "AT+CPIN?", "AT+CEREG?", "AT+CREG?", "AT+CGREG?", "AT+CSQ", "AT+COPS?", "AT+CGPADDR=1", "AT+CPIN?"};
    auto asked = board->asked();
    REQUIRE(asked.size() > wanted.size());
    asked.resize(wanted.size());
    CHECK(asked == wanted);
    CHECK(board->commands.front().ms == 3000);
}

TEST_CASE("RDY is answered at once, but not before the self-test") {
    ScriptedTransceiver transceiver;
    const std::uint32_t rdy_ms = GENERATE(500U, 2600U);
    const auto board = connected_board(transceiver);
    board->arrives(rdy_ms, Uart::modem, "\r\nRDY\r\n\r\n+CFUN: 1\r\n\r\n+CPIN: READY\r\n\r\nSMS Ready\r\n");
    board->run(4000);
    CHECK(board->commands.front().ms == (rdy_ms < 2000 ? 2000 : rdy_ms));
}

TEST_CASE("what it answers is known, whatever comes in between") {
    ScriptedTransceiver transceiver;
    transceiver.urc = GENERATE(as<std::string>(), "", "+CREG: 5,\"25FF\",\"825E\"", "+CMTI: \"SM\",3", "^RSSI:3",
                               "*PSUTTZ: 26,11,24", "APP RDY", "UNDER-VOLTAGE WARNNING", "+APP PDP: 0,ACTIVE");
    const auto board = connected_board(transceiver);
    board->run(at_ready_ms + 4000);
    const NetworkFacts& facts = board->module.network;
    CHECK(facts.modem_answers);
    CHECK(facts.sim == SimState::ready);
    CHECK(std::string(facts.imei) == "868333035384599");
    CHECK(std::string(facts.iccid) == "89701010085350004087");
    CHECK(facts.transceiver_version == 4);
    CHECK(facts.registration == Registration::registered);
    CHECK(facts.rat == Rat::nb_iot);
    CHECK(facts.csq == 19);
    CHECK(std::string(facts.ip) == "10.24.201.11");
}

TEST_CASE("the ICCID is read in every form") {
    ScriptedTransceiver transceiver;
    transceiver.answers["AT+CCID"] =
        GENERATE(as<std::string>(), "+CCID: 89701010085350004087", "\"89701010085350004087\"",
                 "+ICCID: 89701010085350004087F", "89701010085350004087f");
    const auto board = connected_board(transceiver);
    board->run(at_ready_ms);
    CHECK(std::string(board->module.network.iccid) == "89701010085350004087");
}

TEST_CASE("radio standard and registration come from whichever answer has them") {
    using Case = std::tuple<std::string, std::string, std::string, Registration, Rat>;
    const auto [eps, cs, carrier, registration, rat] = GENERATE(values<Case>({
        {"+CEREG: 0,0", "+CREG: 2,5,\"E2D1\",\"22DE\",0", "+COPS: 0,2,\"26203\",0", Registration::registered, Rat::gsm},
        {"+CEREG: 0,5", "+CREG: 0,0", "+COPS: 0,2,\"25001\",7", Registration::registered, Rat::cat_m1},
        {"+CEREG: 0,2", "+CREG: 0,0", "+COPS: 0", Registration::searching, Rat::none},
        {"+CEREG: 0,3", "+CREG: 0,2", "+COPS: 0", Registration::denied, Rat::none},
        {"ERROR", "+CREG: 0,0", "+COPS: 0", Registration::none, Rat::none},
    }));
    ScriptedTransceiver transceiver;
    transceiver.answers["AT+CEREG?"] = eps;
    transceiver.answers["AT+CREG?"] = cs;
    transceiver.answers["AT+CGREG?"] = "+CGREG: 0,0";
    transceiver.answers["AT+COPS?"] = carrier;
    const auto board = connected_board(transceiver);
    const std::string said = board->run(at_ready_ms + 10000);
    CHECK(board->module.network.registration == registration);
    CHECK(board->module.network.rat == rat);
    CHECK(count(said, "@fault code=net_denied\r\n") == (registration == Registration::denied ? 1 : 0));
    CHECK(contains(said, "@net ") == (registration == Registration::registered));
}

TEST_CASE("the network is told once, at least 3 s after ready, and again when it changes") {
    ScriptedTransceiver transceiver;
    const auto board = connected_board(transceiver);
    CHECK_FALSE(contains(board->run(at_ready_ms + 2999), "@net"));
    CHECK(board->run(at_ready_ms + 30000) == "@net rat=NB-IoT csq=19 ip=10.24.201.11\r\n");
    transceiver.answers["AT+CSQ"] = "+CSQ: 20,99";
    CHECK(board->run(at_ready_ms + 40000) == "@net rat=NB-IoT csq=20 ip=10.24.201.11\r\n");
    transceiver.answers["AT+CEREG?"] = "+CEREG: 0,2";
    transceiver.answers["AT+CGREG?"] = "+CGREG: 0,0";
    transceiver.answers["AT+CSQ"] = "+CSQ: 99,99";
    CHECK(board->run(at_ready_ms + 50000) == "@net rat=none csq=99 ip=none\r\n");
}

TEST_CASE("a SIM that cannot be used is a fault, said once, and ready does not wait for it") {
    using Case = std::pair<std::string, std::string>;
    const auto [answer, fault] = GENERATE(values<Case>({{"+CME ERROR: 10", "sim_absent"},
                                                        {"+CPIN: SIM PIN", "sim_pin"},
                                                        {"+CPIN: SIM PUK", "sim_puk"},
                                                        {"+CME ERROR: 13", "sim_absent"}}));
    ScriptedTransceiver transceiver;
    transceiver.answers["AT+CPIN?"] = answer;
    const auto board = connected_board(transceiver);
    const std::string said = board->run(at_ready_ms + 20000);
    CHECK(count(said, "@fault code=" + fault + "\r\n") == 1);
    CHECK(contains(said, "@ready ms=15200\r\n"));
    CHECK(std::ranges::count(board->asked(), "AT+CMGL=4") == 0);
    CHECK(std::string(board->module.network.imei) == "868333035384599");
}

TEST_CASE("a SIM that becomes ready later is read") {
    ScriptedTransceiver transceiver;
    transceiver.answers["AT+CPIN?"] = "+CME ERROR: 10";
    const auto board = connected_board(transceiver);
    board->run(at_ready_ms);
    CHECK(std::string(board->module.network.iccid).empty());
    transceiver.answers["AT+CPIN?"] = "+CPIN: READY";
    board->run(at_ready_ms + 5000);
    CHECK(std::string(board->module.network.iccid) == "89701010085350004087");
    CHECK(std::ranges::count(board->asked(), "AT+CMGL=4") == 0);
}

TEST_CASE("a busy SIM is asked again, a storage that fails is a fault") {
    ScriptedTransceiver transceiver;
    int busy = 3;
    const auto board = std::make_unique<TalkBoard>();
    board->transceiver = [&](const std::string& command) {
        if (command == "AT+CPIN?" && busy-- > 0) return std::string("\r\n+CME ERROR: 14\r\n");
        if (command == "AT+CMGL=4") return std::string("\r\n+CMS ERROR: 313\r\n");
        return transceiver.answer(command);
    };
    board->start();
    const std::string said = board->run(at_ready_ms + 5000);
    CHECK(board->module.network.sim == SimState::ready);
    CHECK(count(said, "@fault code=sim_storage\r\n") == 1);
    CHECK(contains(said, "@ready ms=15200\r\n"));
}

TEST_CASE("a dead transceiver is a fault, said once, and ready comes at its time") {
    const std::string said = said_with({.dead = true}, 100000);
    CHECK(count(said, "@fault code=modem_silent\r\n") == 1);
    CHECK(contains(said, "@ready ms=15200\r\n"));
    CHECK_FALSE(contains(said, "@net"));
}

TEST_CASE("a transceiver that falls silent and comes back is found again") {
    ScriptedTransceiver transceiver;
    const auto board = connected_board(transceiver);
    board->run(at_ready_ms);
    transceiver.dead = true;
    CHECK(contains(board->run(at_ready_ms + 40000), "@fault code=modem_silent\r\n"));
    CHECK(board->module.network.csq == csq_unknown);
    CHECK_FALSE(board->module.network.modem_answers);
    transceiver.dead = false;
    transceiver.echo = true;
    board->run(at_ready_ms + 50000);
    CHECK(board->module.network.csq == 19);
}

TEST_CASE("a transceiver that restarts is led through everything again, records apart") {
    ScriptedTransceiver transceiver;
    const auto board = connected_board(transceiver);
    board->run(at_ready_ms + 10);
    board->commands.clear();
    transceiver.echo = true;
    board->arrives(at_ready_ms + 20, Uart::modem, "\r\nRDY\r\n");
    board->run(at_ready_ms + 2000);
    CHECK(board->commands.front().ms == at_ready_ms + 20);
    CHECK(board->asked().at(1) == "ATE0");
    CHECK(std::ranges::count(board->asked(), "AT+CMGL=4") == 0);
    CHECK(std::ranges::count(board->asked(), "AT+CSQ") == 1);
}

TEST_CASE("the settings choose network, bands and context; a mode is set only where it differs") {
    ScriptedTransceiver transceiver;
    const auto board = std::make_unique<TalkBoard>();
    transceiver.attach(*board);
    Stored stored{};
    set_factory(stored.settings);
    set_number(stored.settings, 0x44, 3);
    set_number(stored.settings, 0x45, 2);
    set_value(stored.settings, 0x23, {reinterpret_cast<const std::uint8_t*>("m2m.example"), 11});
    REQUIRE(save(board->module.hal, board->module.board, stored));
    board->start();
    board->run(at_ready_ms);
    const auto asked = board->asked();
    for (const char* command : {"AT+CNMP=38", "AT+CMNB=2", "AT+CBAND=EGSM_MODE", "AT+CGDCONT=1,\"IP\",\"m2m.example\""})
        CHECK(std::ranges::count(asked, command) == 1);
}
