#pragma once

#include "tests/firmware/module_talk/talk_board.hpp"

// The meter's end of DLMS over HDLC from a list, in hex as the vectors of protocols 2.9 stand there; written without
// the firmware's own HDLC code.

namespace dlms {

inline std::string hex_of(const std::string& bytes) { return stapel::to_hex(stapel::bytes_of(bytes)); }
inline std::string bytes_in(const std::string& hex) {
    const stapel::Bytes bytes = stapel::from_hex(hex);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// FCS-16 as RFC 1662 C.2 prints it, low byte first.
inline std::string fcs(const std::string& bytes) {
    unsigned fcs = 0xFFFF;
    for (const char byte : bytes)
        for (unsigned bit = 0, value = static_cast<unsigned char>(byte); bit < 8; ++bit, value >>= 1)
            fcs = (fcs >> 1) ^ (((fcs ^ value) & 1U) != 0 ? 0x8408U : 0U);
    fcs ^= 0xFFFF;
    return {static_cast<char>(fcs & 0xFF), static_cast<char>(fcs >> 8)};
}

/// A frame from hex of addresses, control and information.
inline std::string frame(const std::string& addresses, unsigned control, const std::string& information,
                         bool segmented = false) {
    const std::string head = bytes_in(addresses) + static_cast<char>(control), body = bytes_in(information);
    const std::size_t length = 2 + head.size() + 2 + (body.empty() ? 0 : body.size() + 2);
    std::string bytes = {static_cast<char>(segmented ? 0xA8 : 0xA0), static_cast<char>(length)};
    bytes += head;
    bytes += fcs(bytes);
    if (!body.empty()) bytes += body;
    if (!body.empty()) bytes += fcs(bytes);
    return "\x7E" + bytes + "\x7E";
}

constexpr unsigned snrm = 0x93, ua = 0x73, disc = 0x53, dm = 0x1F, frmr = 0x97;
inline const std::string ua_parameters = "8180140502008006020080070400000001080400000001";  // protocols 2.3
inline const std::string accepted =  // the AARE of protocols 2.9
    "6129A109060760857405080101A203020100A305A103020100BE10040E0800065F1F040000101D01F40007";
inline const std::string wrong_password =
    "6129A109060760857405080101A203020101A305A10302010DBE10040E0800065F1F040000101D01F40007";
inline const std::string get_type = "C001C100010000600101FF0200", get_serial = "C001C100010000600100FF0200";
inline const std::string type = "C401C10009054345333038", serial = "C401C100090F303039323138303534303030303036";

inline std::string get_energy(int tariff, int attribute) {
    return "C001C10003010001080" + std::to_string(tariff) + "FF0" + std::to_string(attribute) + "00";
}

/// A request as it arrived.
struct Request {
    std::string addresses;  ///< hex: the meter's two bytes, the client's one
    unsigned control = 0;
    std::string apdu;  ///< hex, without its LLC prefix; empty when it is no I frame
};
inline Request request_in(const std::string& bytes) {
    Request request{hex_of(bytes.substr(3, 3)), static_cast<unsigned char>(bytes.at(6)), {}};
    if ((request.control & 1U) == 0) request.apdu = hex_of(bytes.substr(12, bytes.size() - 15));
    return request;
}
inline bool is_frame(const std::string& bytes) { return bytes.size() >= 10 && bytes[0] == '\x7E'; }

/// A meter that answers requests from a list.
struct Meter {
    std::map<std::string, std::string> answers{{get_type, type}, {get_serial, serial}, {"6203800100", "6303800100"}};
    std::string association = accepted;
    unsigned connected = ua;

    [[nodiscard]] std::string apdu_for(const std::string& asked) const {
        if (asked.starts_with("60")) return association;
        const auto found = answers.find(asked);
        return found == answers.end() ? "C401C10104" : found->second;  // object undefined
    }
    [[nodiscard]] std::string answer(const std::string& bytes) const {
        if (!is_frame(bytes)) return {};
        const Request request = request_in(bytes);
        if (request.control == snrm) return reply(request, connected, connected == ua ? ua_parameters : "");
        if (request.control == disc) return reply(request, ua, "");
        if (request.apdu.empty()) return {};
        return reply(request, answer_control(request), "E6E700" + apdu_for(request.apdu));
    }
    /// N(S) as the request's N(R), N(R) behind its N(S).
    static unsigned answer_control(const Request& request) {
        const unsigned sent = request.control >> 1U & 7U, expected = request.control >> 5U;
        return ((sent + 1U) & 7U) << 5U | 0x10U | expected << 1U;
    }
    static std::string reply(const Request& request, unsigned control, const std::string& information,
                             bool segmented = false) {
        return frame(request.addresses.substr(4) + request.addresses.substr(0, 4), control, information, segmented);
    }
    void attach(TalkBoard& board) const {
        board.meter = [this](const std::string& bytes) { return answer(bytes); };
    }
};

constexpr std::uint32_t ready_ms = 15200;

/// A board whose protocol is DLMS, run until just before it is ready.
inline std::unique_ptr<TalkBoard> board_with(const Meter& meter) {
    auto board = std::make_unique<TalkBoard>();
    stapel::firmware::Stored stored{};
    static_cast<void>(load(board->module.hal, board->module.board, stored));
    set_number(stored.settings, 0x61, 2);
    REQUIRE(save(board->module.hal, board->module.board, stored));
    meter.attach(*board);
    board->start();
    board->run(ready_ms - 1);
    return board;
}

/// What went to the meter as frames: the APDUs of the I frames, the control bytes of the others.
inline std::vector<std::string> asked(const TalkBoard& board) {
    std::vector<std::string> all;
    for (const auto& said : board.requests) {
        if (!is_frame(said.bytes)) continue;
        const Request request = request_in(said.bytes);
        const char control = static_cast<char>(request.control);
        all.push_back(request.apdu.empty() ? hex_of({&control, 1}) : request.apdu);
    }
    return all;
}

}  // namespace dlms
