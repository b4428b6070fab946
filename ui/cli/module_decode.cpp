#include "fixtures/module/item_words.hpp"
#include "fixtures/module/message.hpp"
#include "fixtures/module/slip.hpp"
#include "fixtures/module/status.hpp"
#include "station/base/characters.hpp"
#include "ui/cli/json_text.hpp"
#include "ui/cli/module_command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <stdexcept>

namespace stapel::cli {
namespace {

using Json = nlohmann::ordered_json;
using module::Answer, module::Command, module::Item, module::ItemWords, module::Message;

Json item_json(const Item& item, const ItemWords& words) {
    return {{"id", fmt::format("{:02X}", item.id)},
            {"key", words.key.empty() ? Json(nullptr) : Json(words.key)},
            {"value", words.value ? Json(*words.value) : Json(nullptr)},
            {"hex", to_hex(item.value)}};
}

void print_item(const Item& item, const ItemWords& words) {
    if (words.key.empty()) fmt::print("  {:02X} unknown id, bytes {}\n", item.id, to_hex(item.value));
    else if (words.value) fmt::print("  {:02X} {} = {}\n", item.id, words.key, *words.value);
    else if (item.value.empty()) fmt::print("  {:02X} {}: {}\n", item.id, words.key, words.why_none);
    else fmt::print("  {:02X} {}: {}, bytes {}\n", item.id, words.key, words.why_none, to_hex(item.value));
}

Json command_json(std::uint8_t command) {
    const std::string_view name = module::name_of(static_cast<Command>(command));
    return name.empty() ? Json(nullptr) : Json(name);
}

void print_json(const Json& json) { fmt::print("{}", json_text(json)); }

/// A password may be any eight bytes; a terminal is shown no others than printable ones.
std::string password_text(const std::string& password) {
    return all_printable(password) ? password : fmt::format("none, bytes {}", to_hex(bytes_of(password)));
}

void show_message(const Message& message, std::string_view form, bool json) {
    Json items = Json::array();
    if (!json)
        fmt::print("message ({} form)\n  password {}\n  command {}\n", form,
                   password_text(message.password), module::command_text(message.command));
    for (const Item& item : message.items) {
        const ItemWords words = module::words_of_asked(message.command, item);
        if (json) items.push_back(item_json(item, words));
        else print_item(item, words);
    }
    if (json)
        print_json({{"form", form}, {"password", message.password}, {"command", fmt::format("{:02X}", message.command)},
                    {"command_name", command_json(message.command)}, {"items", items}});
}

Json answer_json(const Answer& answer, const Json& items) {
    return {{"form", "answer"},
            {"command", fmt::format("{:02X}", answer.command)},
            {"command_name", command_json(answer.command)},
            {"status", fmt::format("{:02X}", answer.status)},
            {"error", fmt::format("{:02X}", answer.error)},
            {"error_text", module::error_text(answer.error)},
            {"failing_id", answer.failing_id == 0 ? Json(nullptr) : Json(fmt::format("{:02X}", answer.failing_id))},
            {"items", items}};
}

void print_answer_head(const Answer& answer) {
    fmt::print("answer\n  command {}\n  status {:02X} ({}; server registration: {})\n  error {:02X} ({})\n",
               module::command_text(answer.command), answer.status, module::status_bits_text(answer.status),
               module::server_registration_text(module::server_registration_in(answer.status)), answer.error,
               module::error_text(answer.error));
    if (answer.failing_id != 0) fmt::print("  failing setting {}\n", module::setting_text(answer.failing_id));
}

void show_answer(const Answer& answer, bool json) {
    Json items = Json::array();
    if (!json) print_answer_head(answer);
    for (const Item& item : answer.items) {
        const ItemWords words = module::words_of_told(answer.command, item);
        if (json) items.push_back(item_json(item, words));
        else print_item(item, words);
    }
    if (json) print_json(answer_json(answer, items));
}

/// Why the items from `at` on do not end exactly at the final 1A.
std::string items_problem(ByteView bytes, std::size_t at) {
    while (at + 3 <= bytes.size() && bytes[at] == std::byte{0x17}) {
        const auto length = std::to_integer<std::size_t>(bytes[at + 2]);
        if (at + 3 + length > bytes.size())
            return fmt::format("expected {} bytes of {} from byte {} on, found {}", length,
                               module::setting_text(std::to_integer<std::uint8_t>(bytes[at + 1])), at + 4,
                               bytes.size() - at - 3);
        at += 3 + length;
    }
    const std::string here = fmt::format("expected 17 (an item) or 1A (the end) at byte {}, found ", at + 1);
    if (at >= bytes.size()) return here + "nothing";
    if (bytes[at] == std::byte{0x1A})
        return fmt::format("expected nothing after 1A at byte {}, found {} bytes", at + 1, bytes.size() - at - 1);
    if (bytes[at] == std::byte{0x17})
        return fmt::format("expected an id and a length after byte {}, found the end", at + 1);
    return here + to_hex(bytes.subspan(at, 1));
}

std::string problem_of(ByteView bytes) {
    if (bytes.empty()) return "expected 01 (a message) or 81 (an answer) at byte 1, found nothing";
    const bool is_message = bytes.front() == std::byte{0x01}, is_answer = bytes.front() == std::byte{0x81};
    if (bytes.front() == std::byte{0xC0})
        return "expected a SLIP frame with a right check sequence, found a damaged one";
    if (!is_message && !is_answer)
        return fmt::format("expected 01 (a message) or 81 (an answer) at byte 1, found {}", to_hex(bytes.first(1)));
    const std::size_t head = is_message ? 10 : 5;
    if (bytes.size() < head)
        return fmt::format("expected at least {} bytes, found {}", head + 1, bytes.size());
    return items_problem(bytes, head);
}

Bytes bytes_in(std::string hex) {
    std::erase_if(hex, [](unsigned char character) { return std::isspace(character) != 0; });
    try {
        return from_hex(hex);
    } catch (const std::invalid_argument& error) {
        throw UsageError(fmt::format("HEX: expected two hex digits a byte, found a text that is none ({}): write the "
                                     "message as 0131...1A", error.what()));
    }
}

}  // namespace

Status decode_settings(const std::string& hex, bool json) {
    Bytes bytes = bytes_in(hex);
    if (auto unframed = module::slip_message(bytes)) bytes = std::move(*unframed);
    if (const auto message = module::decode_message(bytes)) show_message(*message, "strict", json);
    else if (const auto legacy = module::decode_legacy(bytes)) show_message(*legacy, "legacy", json);
    else if (const auto answer = module::decode_answer(bytes)) show_answer(*answer, json);
    else throw UsageError(fmt::format("HEX: {}: check that the message was copied whole", problem_of(bytes)));
    return Status::ok;
}

}  // namespace stapel::cli
