#pragma once

#include "firmware/module/message.hpp"
#include "firmware/module/text_command.hpp"
#include "tests/firmware/module/fake_board.hpp"

#include <algorithm>
#include <cctype>
#include <memory>
#include <string>
#include <string_view>

/// A module that has started with factory settings, on a fake board; nothing is known of network and meter.
struct ConfiguredBoard : FakeBoard {
    explicit ConfiguredBoard(const std::string& type = "NB02") {
        put_image(type);
        (void)stapel::firmware::check_image(module.hal, module.board, module.image);
        stapel::firmware::set_factory(module.stored.settings);
        module.in_effect = module.stored.settings;
        module.network.csq = stapel::firmware::csq_unknown;
    }

    /// Hex of the answer to a message in hex; spaces do not count.
    std::string ask(std::string hex) {
        std::erase(hex, ' ');
        return answer(stapel::from_hex(hex));
    }
    std::string answer(stapel::ByteView message) {
        stapel::firmware::Answer answer{};
        stapel::firmware::answer_message(module, reinterpret_cast<const std::uint8_t*>(message.data()), message.size(),
                                         answer);
        return stapel::to_hex(std::as_bytes(std::span(answer.bytes, answer.length)));
    }
    /// What the default password makes of a command and its items.
    std::string command(const std::string& hex) { return ask("01 3132333435363738 " + hex + " 1A"); }

    /// The answer to a line of text; `silent` or `needs_meter` in place of one that there is not.
    std::string text(std::string_view line) {
        using stapel::firmware::TextOutcome;
        stapel::firmware::Text answer{};
        switch (stapel::firmware::answer_text(module, line.data(), line.size(), answer, wanted)) {
        case TextOutcome::silent: return "silent";
        case TextOutcome::needs_meter: return "needs_meter";
        case TextOutcome::answered: break;
        }
        return {answer.text, answer.length};
    }
    /// The same with the default password in front and the module's head lines taken off the answer.
    std::string order(const std::string& line) {
        const std::string head = "NB02\r\n0\r\n", answer = text("12345678 " + line);
        return answer.starts_with(head) ? answer.substr(head.size()) : answer;
    }

    std::string setting(std::uint8_t id) const {
        const auto value = stapel::firmware::value_of(module.stored.settings, id);
        return {reinterpret_cast<const char*>(value.bytes), value.length};
    }
    std::int32_t number(std::uint8_t id) const { return stapel::firmware::number_of(module.stored.settings, id); }

    stapel::firmware::Wanted wanted = 0;
};

/// Puts a setting's value into both the stored settings and those in effect, unchecked.
inline void configure(FakeBoard& board, std::uint8_t id, const std::string& value) {
    const stapel::firmware::Value bytes{reinterpret_cast<const std::uint8_t*>(value.data()),
                                        static_cast<std::uint8_t>(value.size())};
    stapel::firmware::set_value(board.module.stored.settings, id, bytes);
    stapel::firmware::set_value(board.module.in_effect, id, bytes);
}
inline void configure(FakeBoard& board, std::uint8_t id, std::int32_t number) {
    stapel::firmware::set_number(board.module.stored.settings, id, number);
    stapel::firmware::set_number(board.module.in_effect, id, number);
}
