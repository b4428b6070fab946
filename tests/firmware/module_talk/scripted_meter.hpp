#pragma once

#include "tests/firmware/module_talk/talk_board.hpp"

#include <bit>
#include <numeric>

/// A meter that answers from a list, as captured (protocols 1.5); written without the firmware's own IEC code.
struct ScriptedMeter {
    bool exclusive_or = false;
    std::string identification = "/EKT5CE301v12\r\n", p0 = "(777777)", p1 = "\x06",
                snumb = "\x02SNUMB(009218054000006)\r\n\x03",
                et0pe = "\x02" "ET0PE(16907.9477764)\r\nET0PE(11504.3875082)\r\nET0PE(3628.2698795)\r\n"
                        "ET0PE(1775.2903887)\r\nET0PE(0.0)\r\nET0PE(0.0)\r\n\x03",
                emd01{};  ///< of meters that have it in place of ET0PE

    static std::string with_parity(std::string characters) {
        for (char& character : characters)
            if (std::popcount(static_cast<unsigned char>(character)) % 2 != 0)
                character = static_cast<char>(character ^ 0x80);
        return characters;
    }
    static std::string without_parity(std::string bytes) {
        for (char& byte : bytes) byte = static_cast<char>(byte & 0x7F);
        return bytes;
    }
    static char check(const std::string& characters, bool exclusive_or) {
        const auto add = [=](int sum, char character) { return exclusive_or ? sum ^ character : sum + character; };
        return static_cast<char>(std::accumulate(characters.begin(), characters.end(), 0, add) & 0x7F);
    }
    /// A block up to ETX gets its check and parity.
    [[nodiscard]] std::string block(const std::string& characters) const {
        return with_parity(characters + check(characters.substr(1), exclusive_or));
    }
    [[nodiscard]] std::string request(const std::string& characters) const {
        return block("\x01" + characters + "\x03");
    }

    [[nodiscard]] std::string answer(const std::string& bytes) const {
        const std::string text = without_parity(bytes);
        if (text == "/?!\r\n") return with_parity(identification);
        if (text.starts_with("\x06")) return request("P0\x02" + p0);
        if (text.starts_with("\x01P1")) return p1.starts_with("\x06") ? p1 : block(p1);
        if (text.starts_with("\x01R1\x02SNUMB")) return block(snumb);
        if (text.starts_with("\x01R1\x02" "ET0PE")) return block(et0pe);
        if (text.starts_with("\x01R1\x02" "EMD01(0.0,F)")) return block(emd01);
        return {};
    }
    void attach(TalkBoard& board) const {
        board.meter = [this](const std::string& bytes) { return answer(bytes); };
    }
};

constexpr std::uint32_t ready_ms = 15200;

/// A board whose transceiver is dead, so that it is ready at its time, and nothing but the meter is of interest.
inline std::unique_ptr<TalkBoard> metered_board(const ScriptedMeter& meter) {
    auto board = std::make_unique<TalkBoard>();
    meter.attach(*board);
    board->start();
    board->run(ready_ms - 1);
    return board;
}

/// A setting that is in flash before the board starts.
inline void preset(TalkBoard& board, std::uint8_t id, const std::string& value) {
    stapel::firmware::Stored stored{};
    static_cast<void>(load(board.module.hal, board.module.board, stored));
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(value.data());
    set_value(stored.settings, id, {bytes, static_cast<std::uint8_t>(value.size())});
    REQUIRE(save(board.module.hal, board.module.board, stored));
}
