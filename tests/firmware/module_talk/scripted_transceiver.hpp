#pragma once

#include "tests/firmware/module_talk/talk_board.hpp"

#include <optional>

/// A transceiver that answers from a list: real lines of protocols 3.1 to 3.5. Echo until ATE0.
struct ScriptedTransceiver {
    std::map<std::string, std::string> answers{
        {"AT+CPIN?", "+CPIN: READY"},
        {"AT+CGSN", "868333035384599"},
        {"AT+CGMR", "Revision:4B07SIM7070G"},
        {"AT+CCID", "89701010085350004087"},
        {"AT+CPMS=\"SM\",\"SM\",\"SM\"", "+CPMS: 0,20,0,20,0,20"},
        {"AT+CNMP?", "+CNMP: 2"},
        {"AT+CMNB?", "+CMNB: 3"},
        {"AT+CEREG?", "+CEREG: 0,1"},
        {"AT+CREG?", "+CREG: 0,0"},
        {"AT+CGREG?", "+CGREG: 0,1"},
        {"AT+CSQ", "+CSQ: 19,99"},
        {"AT+COPS?", "+COPS: 0,0,\"242 01 Telenor\",9"},
        {"AT+CGPADDR=1", "+CGPADDR: 1,\"10.24.201.11\""},
    };
    std::string urc{};  ///< said between every echo and its answer
    bool dead = false;
    bool echo = true;

    std::string answer(const std::string& command) {
        if (dead) return {};
        std::string said = echo ? command + "\r" : "";
        if (command == "ATE0") echo = false;
        if (!urc.empty()) said += "\r\n" + urc + "\r\n";
        const auto found = answers.find(command);
        if (found == answers.end()) return said + "\r\nOK\r\n";
        const bool final = found->second == "ERROR" || found->second.starts_with("+CM");
        if (final && found->second.find("ERROR") != std::string::npos) return said + "\r\n" + found->second + "\r\n";
        return said + "\r\n" + found->second + "\r\n\r\nOK\r\n";
    }
    void attach(TalkBoard& board) {
        board.transceiver = [this](const std::string& command) { return answer(command); };
    }
};

constexpr std::uint32_t at_ready_ms = 15200;

/// A board that was started with this transceiver, run until just before it may say `@net`.
inline std::unique_ptr<TalkBoard> connected_board(ScriptedTransceiver& transceiver) {
    auto board = std::make_unique<TalkBoard>();
    transceiver.attach(*board);
    board->start();
    return board;
}
