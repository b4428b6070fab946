#include "firmware/module/answer_items.hpp"

#include "firmware/module/status.hpp"

namespace stapel::firmware {
namespace {

// Items of answers, dialect 1.
constexpr uint8_t system_address_item = 0x01, mode_item = 0x02, ip_obtained_item = 0x03, server_item = 0x04,
                  gprs_item = 0x05, mqtt_item = 0x06, host_update_item = 0x07, lcd_item = 0x08, csq_item = 0x09,
                  transceiver_item = 0x0A, imei_item = 0x0B, ip_item = 0x0C, ipv6_item = 0x0D, iccid_item = 0x0E,
                  version_item = 0x0F, type_item = 0x10;

constexpr size_t answer_head = 5, item_head = 3;
constexpr size_t settings_items = sizeof(Settings) + 2 * settings_count;  // `Settings` has the length bytes already
static_assert(answer_head + settings_items + 1 <= sizeof(Answer::bytes), "all settings fit into one answer");

void add_byte(Answer& answer, uint8_t byte) { answer.bytes[answer.length++] = byte; }

void add_number(Answer& answer, uint8_t id, uint8_t number) { add_item(answer, id, slice_of(&number, 1)); }

void add_number_of_4(Answer& answer, uint8_t id, uint32_t number) {
    const uint8_t bytes[4] = {static_cast<uint8_t>(number >> 24), static_cast<uint8_t>(number >> 16),
                              static_cast<uint8_t>(number >> 8), static_cast<uint8_t>(number)};
    add_item(answer, id, slice_of(bytes, sizeof bytes));
}

// No server gives the module an address or registers it yet: 0.0.0.0 and 0.
void add_status(const Module& module, Answer& answer) {
    add_number_of_4(answer, system_address_item, 0);
    add_number(answer, mode_item, static_cast<uint8_t>(number_of(module.in_effect, mode_id)));
    add_number(answer, ip_obtained_item, has_ip(module) ? 1 : 0);
    add_number(answer, server_item, 0);
}

void add_extension(const Module& module, Answer& answer) {
    add_number(answer, gprs_item, has_ip(module) ? 1 : 0);
    add_number(answer, mqtt_item, is_on(module, switch_mqtt_client) ? 1 : 0);
    add_number(answer, host_update_item, is_on(module, switch_host_update | switch_http_update) ? 1 : 0);
    add_number_of_4(answer, lcd_item, lcd_value(module));
    add_number(answer, csq_item, module.network.csq);
    add_number(answer, transceiver_item, module.network.transceiver_version);
}

void add_asked(const Module& module, uint8_t command, Answer& answer) {
    switch (command) {
    case command_extended_status: add_status(module, answer); return add_extension(module, answer);
    case command_imei: return add_item(answer, imei_item, slice_of(module.network.imei));
    case command_ip: return add_item(answer, ip_item, slice_of(module.network.ip));
    case command_ipv6: return add_item(answer, ipv6_item, slice_of(module.network.ipv6));
    case command_iccid: return add_item(answer, iccid_item, slice_of(module.network.iccid));
    default: return add_status(module, answer);
    }
}

bool is_wanted(Items wanted, uint8_t id) {
    if (wanted.length == 0) return true;
    Item item;
    while (take_item(wanted, item) == ItemEvent::item)
        if (item.id == id) return true;
    return false;
}

}  // namespace

void begin_answer(const Module& module, uint8_t command, Refusal refusal, Answer& answer) {
    answer.length = 0;
    const uint8_t head[] = {answer_start, command, status_byte(module), refusal.error, refusal.failing_id};
    for (const uint8_t byte : head) add_byte(answer, byte);
}

void add_item(Answer& answer, uint8_t id, Slice value) {
    if (answer.length + item_head + value.size + 1 > sizeof answer.bytes) return;
    add_byte(answer, item_start);
    add_byte(answer, id);
    add_byte(answer, static_cast<uint8_t>(value.size));
    for (size_t at = 0; at < value.size; ++at) add_byte(answer, static_cast<uint8_t>(value.data[at]));
}

void end_answer(Answer& answer) { add_byte(answer, message_end); }

void add_status_items(const Module& module, uint8_t command, Answer& answer) {
    add_asked(module, command, answer);
    add_item(answer, version_item, slice_of(module.image.version));
    add_item(answer, type_item, slice_of(module.image.type));
}

void add_settings(const Settings& settings, Items wanted, Answer& answer) {
    for (const Setting& setting : settings_table) {
        if (!is_wanted(wanted, setting.id)) continue;
        const Value value = value_of(settings, setting.id);
        add_item(answer, setting.id, setting.write_only ? Slice{} : slice_of(value.bytes, value.length));
    }
}

}  // namespace stapel::firmware
