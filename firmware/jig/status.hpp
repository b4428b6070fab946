#pragma once

#include <stddef.h>
#include <stdint.h>

namespace stapel::firmware::jig {

/// An error with its standard text (SCPI-99 volume 2, 21.8).
struct Error {
    int16_t number;
    const char* text;
};

namespace errors {
inline constexpr Error none{0, "No error"};
inline constexpr Error data_type{-104, "Data type error"};
inline constexpr Error parameter_not_allowed{-108, "Parameter not allowed"};
inline constexpr Error missing_parameter{-109, "Missing parameter"};
inline constexpr Error undefined_header{-113, "Undefined header"};
inline constexpr Error settings_conflict{-221, "Settings conflict"};
inline constexpr Error out_of_range{-222, "Data out of range"};
inline constexpr Error illegal_value{-224, "Illegal parameter value"};
inline constexpr Error watchdog{-300, "Watchdog"};
inline constexpr Error lid_opened{-300, "Lid opened"};
inline constexpr Error output_tripped{-310, "Output tripped"};
inline constexpr Error queue_overflow{-350, "Queue overflow"};
inline constexpr Error input_overrun{-363, "Input buffer overrun"};  ///< a message longer than the input buffer
inline constexpr Error deadlocked{-430, "Query DEADLOCKED"};         ///< an answer longer than the output buffer
}  // namespace errors

/// Bits of the standard event status register (IEEE 488.2, 11.5.1).
namespace event {
inline constexpr uint8_t operation_complete = 0x01;
inline constexpr uint8_t query_error = 0x04;
inline constexpr uint8_t device_error = 0x08;
inline constexpr uint8_t execution_error = 0x10;
inline constexpr uint8_t command_error = 0x20;
inline constexpr uint8_t power_on = 0x80;
}  // namespace event

/// Status registers and error queue: one of each a jig, whichever session asks.
struct Status {
    static constexpr size_t queue_size = 16;

    uint8_t events = event::power_on;
    uint8_t event_enable = 0;
    uint8_t service_enable = 0;
    const Error* queue[queue_size] = {};
    size_t oldest = 0;
    size_t count = 0;
};

/// Queues an error and sets its class's event bit. In a full queue the newest entry becomes -350 (SCPI-99, 21.8.1).
void report(Status& status, const Error& error);
/// Takes the oldest entry out; `errors::none` when there is none.
[[nodiscard]] const Error& take_error(Status& status);
/// Reads the event register, which clears it.
[[nodiscard]] uint8_t take_events(Status& status);
/// `*CLS`: events and error queue; the enable registers stay.
void clear(Status& status);
/// `*STB?` (IEEE 488.2, 11.2; bit 2 is the error queue's by SCPI-99 volume 1, 9.2).
[[nodiscard]] uint8_t status_byte(const Status& status, bool message_available);
/// Bit 6 cannot be enabled (IEEE 488.2, 11.3.2).
void set_service_enable(Status& status, uint8_t value);

[[nodiscard]] constexpr bool is_command_error(const Error& error) {
    return error.number <= -100 && error.number > -200;
}

}  // namespace stapel::firmware::jig
