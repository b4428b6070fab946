#include "firmware/module/message.hpp"

#include "firmware/module/answer_items.hpp"
#include "firmware/module/message_form.hpp"
#include "firmware/module/settings_write.hpp"

namespace stapel::firmware {
namespace {

void answer_refusal(const Module& module, uint8_t command, Refusal refusal, Answer& answer) {
    begin_answer(module, command, refusal, answer);
    end_answer(answer);
}

/// What a good message with command 02 does to the settings.
Refusal write_message(Settings& draft, const Message& message, bool& apply) {
    if (message.period != nullptr)
        if (const Refusal refusal = write_setting(draft, period_id, {message.period, 2}); is_refused(refusal))
            return refusal;
    return write_items(draft, message.items, apply);
}

Refusal write(Module& module, const Message& message, bool& apply) {
    Settings draft = module.stored.settings;
    const Refusal refusal = write_message(draft, message, apply);
    return is_refused(refusal) ? refusal : store(module, draft);
}

Refusal reset_to_factory(Module& module) {
    Settings factory;
    set_factory(factory);
    return store(module, factory);
}

/// Only a write has items of its own; the names in a read have no value, the other commands know no item.
Refusal check_names(const Message& message) {
    Items items = message.items;
    Item item;
    while (take_item(items, item) == ItemEvent::item) {
        if (message.command != command_read || find_setting(item.id) == nullptr) return {error_unknown_id, item.id};
        if (item.value.length != 0) return {error_byte_count, item.id};
    }
    return {};
}

Refusal check(const Module& module, const Message& message) {
    if (!is_admin_password(module.stored.settings, message.password)) return {error_password, 0};
    if (message.command < command_write || message.command > command_factory_reset) return {error_command, 0};
    return message.command == command_write ? Refusal{} : check_names(message);
}

Refusal carry_out(Module& module, const Message& message, bool& apply) {
    switch (message.command) {
    case command_write: return write(module, message, apply);
    case command_factory_reset: return reset_to_factory(module);
    case command_apply: apply = true; return {};
    default: return {};
    }
}

void add_items(const Module& module, const Message& message, Answer& answer) {
    if (message.command >= command_status && message.command <= command_iccid)
        add_status_items(module, message.command, answer);
    if (message.command == command_read) add_settings(module.stored.settings, message.items, answer);
}

}  // namespace

void answer_message(Module& module, const uint8_t* bytes, size_t length, Answer& answer) {
    const uint8_t command = length > command_at ? bytes[command_at] : uint8_t{0};
    Message message;
    if (!parse_message(bytes, length, message)) return answer_refusal(module, command, {error_structure, 0}, answer);
    bool apply = false;
    Refusal refusal = check(module, message);
    if (!is_refused(refusal)) refusal = carry_out(module, message, apply);
    if (is_refused(refusal)) return answer_refusal(module, command, refusal, answer);
    begin_answer(module, command, refusal, answer);
    add_items(module, message, answer);
    end_answer(answer);
    if (apply) module.hal.restart(module.hal.context);
}

bool is_settings_record(const uint8_t* bytes, size_t length) {
    Message message;
    return parse_message(bytes, length, message) && message.command == command_write;
}

bool apply_record(Stored& stored, const uint8_t* bytes, size_t length) {
    Message message;
    if (!parse_message(bytes, length, message) || message.command != command_write) return false;
    if (!is_admin_password(stored.settings, message.password)) return false;
    Settings draft = stored.settings;
    bool apply = false;
    if (is_refused(write_message(draft, message, apply))) return false;
    stored.settings = draft;
    return true;
}

}  // namespace stapel::firmware
