#include "firmware/jig/status.hpp"

namespace stapel::firmware::jig {
namespace {

constexpr uint8_t error_available_bit = 0x04;
constexpr uint8_t message_available_bit = 0x10;
constexpr uint8_t event_summary_bit = 0x20;
constexpr uint8_t master_summary_bit = 0x40;

uint8_t event_of(const Error& error) {
    switch (error.number / -100) {
        case 1: return event::command_error;
        case 2: return event::execution_error;
        case 4: return event::query_error;
        default: return event::device_error;
    }
}

void set(uint8_t& bits, uint8_t bit) { bits = static_cast<uint8_t>(bits | bit); }

}  // namespace

void report(Status& status, const Error& error) {
    set(status.events, event_of(error));
    if (status.count < Status::queue_size) {
        status.queue[(status.oldest + status.count) % Status::queue_size] = &error;
        ++status.count;
        return;
    }
    set(status.events, event_of(errors::queue_overflow));
    status.queue[(status.oldest + Status::queue_size - 1) % Status::queue_size] = &errors::queue_overflow;
}

const Error& take_error(Status& status) {
    if (status.count == 0) return errors::none;
    const Error& error = *status.queue[status.oldest];
    status.oldest = (status.oldest + 1) % Status::queue_size;
    --status.count;
    return error;
}

uint8_t take_events(Status& status) {
    const uint8_t events = status.events;
    status.events = 0;
    return events;
}

void clear(Status& status) {
    status.events = 0;
    status.count = 0;
}

uint8_t status_byte(const Status& status, bool message_available) {
    uint8_t byte = 0;
    if (status.count > 0) set(byte, error_available_bit);
    if (message_available) set(byte, message_available_bit);
    if ((status.events & status.event_enable) != 0) set(byte, event_summary_bit);
    if ((byte & status.service_enable) != 0) set(byte, master_summary_bit);
    return byte;
}

void set_service_enable(Status& status, uint8_t value) {
    status.service_enable = static_cast<uint8_t>(value & ~master_summary_bit);
}

}  // namespace stapel::firmware::jig
