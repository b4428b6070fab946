#include "firmware/module/settings_write.hpp"

#include <string.h>

namespace stapel::firmware {
namespace {

void follow(Settings& draft, uint8_t id) {
    if (id == mode_id) follow_mode(draft);
    if (id == switches_id) follow_switches(draft);
}

Refusal write_item(Settings& draft, const Item& item, bool& apply) {
    if (item.id != apply_item) return write_setting(draft, item.id, item.value);
    if (item.value.length != 0) return {error_byte_count, apply_item};
    apply = true;
    return {};
}

}  // namespace

bool is_admin_password(const Settings& settings, Slice password) {
    const Value own = value_of(settings, admin_password_id);
    return own.length == password.size && memcmp(own.bytes, password.data, password.size) == 0;
}

Refusal write_setting(Settings& draft, uint8_t id, Value value) {
    const Setting* setting = find_setting(id);
    if (setting == nullptr) return {error_unknown_id, id};
    const SettingError error = check_value(*setting, value);
    if (error != SettingError::none) return {static_cast<uint8_t>(error), id};
    set_value(draft, id, value);
    follow(draft, id);
    return {};
}

// The range first: a number that is too great for its bytes would lose its upper part on the way.
Refusal write_number(Settings& draft, uint8_t id, int32_t number) {
    const Setting& setting = *find_setting(id);
    if (number < setting.min || number > setting.max) return {error_value, id};
    set_number(draft, id, number);
    return write_setting(draft, id, value_of(draft, id));
}

Refusal write_items(Settings& draft, Items items, bool& apply) {
    apply = false;
    Item item;
    while (take_item(items, item) == ItemEvent::item)
        if (const Refusal refusal = write_item(draft, item, apply); is_refused(refusal)) return refusal;
    return check_combinations(draft);
}

Refusal check_combinations(const Settings& draft) {
    const uint8_t problem = combination_problem(draft);
    return problem == 0 ? Refusal{} : Refusal{error_value, problem};
}

Refusal store(Module& module, const Settings& settings) {
    Stored next = module.stored;
    next.settings = settings;
    if (!save(module.hal, module.board, next)) return {error_value, 0};
    module.stored = next;
    return {};
}

}  // namespace stapel::firmware
