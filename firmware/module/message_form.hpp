#pragma once

#include "firmware/module/characters.hpp"
#include "firmware/module/settings.hpp"

namespace stapel::firmware {

/// How items are written (dialect 1).
enum class Form : uint8_t {
    strict,  ///< `17` id length value
    legacy,  ///< `17` id value: numbers as long as their setting, texts ended by 00 (protocols 4.4)
};

/// One item of a message; its value stays in the message.
struct Item {
    uint8_t id;
    Value value;
};

/// Items that lie one after the other, end marker excluded.
struct Items {
    const uint8_t* at;
    size_t length;
    Form form;
};

enum class ItemEvent : uint8_t { item, end, broken };
/// Takes the next item off.
[[nodiscard]] ItemEvent take_item(Items& items, Item& item);
/// Does every item end exactly where the next begins, and the last with the items?
[[nodiscard]] bool are_whole(Items items);

enum MessageCommand : uint8_t {
    command_write = 0x02,
    command_status = 0x03,
    command_extended_status = 0x04,
    command_imei = 0x05,
    command_ip = 0x06,
    command_ipv6 = 0x07,
    command_iccid = 0x08,
    command_read = 0x09,
    command_apply = 0x0A,
    command_factory_reset = 0x0B,
};

constexpr uint8_t message_start = 0x01, answer_start = 0x81, item_start = 0x17, message_end = 0x1A;
constexpr size_t command_at = 9;

/// A message taken apart; it points into the bytes that it was made of. A legacy message's first item, the bare period
/// `28` and two bytes, is `period`, else null.
struct Message {
    Slice password;
    uint8_t command;
    const uint8_t* period;
    Items items;
};

/// `01` password(8) command item... `1A`, strictly; else, for command 02, the legacy form. A legacy message is known by
/// the `28` after its command, where a strict one never has it: so a damaged strict message is not taken for a legacy
/// one. The published samples count their end marker out of the message (protocols 4.4): behind item 03 a legacy one
/// may lack it.
[[nodiscard]] bool parse_message(const uint8_t* bytes, size_t length, Message& message);

}  // namespace stapel::firmware
