#include "firmware/module/message_form.hpp"

#include <string.h>

namespace stapel::firmware {
namespace {

constexpr size_t password_at = 1, password_length = command_at - password_at, items_at = command_at + 1;
constexpr size_t strict_head = 3, legacy_head = 2, period_length = 3;

void advance(Items& items, size_t count) {
    items.at += count;
    items.length -= count;
}

bool take_strict(Items& items, Item& item) {
    if (items.length < strict_head || items.at[0] != item_start) return false;
    item = {items.at[1], {items.at + strict_head, items.at[2]}};
    if (items.length - strict_head < item.value.length) return false;
    advance(items, strict_head + item.value.length);
    return true;
}

/// A text runs up to its 00, which is no part of it.
bool take_legacy_text(Items& items, Item& item) {
    const size_t length = find(slice_of(items.at, items.length), '\0');
    if (length == items.length || length > UINT8_MAX) return false;
    item.value = {items.at, static_cast<uint8_t>(length)};
    advance(items, length + 1);
    return true;
}

// The length of an unknown id is unknown too: it breaks the message. Item 03 has its length 00 in both forms.
bool take_legacy(Items& items, Item& item) {
    if (items.length < legacy_head || items.at[0] != item_start) return false;
    item = {items.at[1], {}};
    advance(items, legacy_head);
    const Setting* setting = find_setting(item.id);
    if (item.id == apply_item || (setting != nullptr && is_text(*setting))) return take_legacy_text(items, item);
    if (setting == nullptr || items.length < setting->max_length) return false;
    item.value = {items.at, setting->max_length};
    advance(items, setting->max_length);
    return true;
}

bool ends_with_apply(Items items) {
    Item item{};
    while (take_item(items, item) == ItemEvent::item) {}
    return item.id == apply_item;
}

bool parse_legacy(Message& message) {
    Items& items = message.items;
    if (message.command != command_write || items.length < period_length || items.at[0] != period_id) return false;
    message.period = items.at + 1;
    advance(items, period_length);
    items.form = Form::legacy;
    return are_whole(items);
}

}  // namespace

ItemEvent take_item(Items& items, Item& item) {
    if (items.length == 0) return ItemEvent::end;
    const bool taken = items.form == Form::strict ? take_strict(items, item) : take_legacy(items, item);
    return taken ? ItemEvent::item : ItemEvent::broken;
}

bool are_whole(Items items) {
    Item item;
    ItemEvent event = ItemEvent::item;
    while (event == ItemEvent::item) event = take_item(items, item);
    return event == ItemEvent::end;
}

bool parse_message(const uint8_t* bytes, size_t length, Message& message) {
    if (length <= items_at || bytes[0] != message_start) return false;
    const bool ended = bytes[length - 1] == message_end;
    message = {slice_of(bytes + password_at, password_length), bytes[command_at], nullptr,
               {bytes + items_at, length - items_at - (ended ? 1U : 0U), Form::strict}};
    if (ended && are_whole(message.items)) return true;
    return parse_legacy(message) && (ended || ends_with_apply(message.items));
}

}  // namespace stapel::firmware
