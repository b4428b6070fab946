#pragma once

#include <stddef.h>
#include <stdint.h>

namespace firmware {

enum class Uart : uint8_t { console, modem, meter };
enum class Part : uint8_t { modem, sim, clock };
enum class Health : uint8_t { ok, fail, absent };

/// What the module's behaviour needs of the hardware below it. `context` is handed to every function; no function
/// blocks, none may be null.
struct Hal {
    void* context;
    /// Module time since power-on or reset.
    uint32_t (*millis)(void* context);
    /// Takes all bytes at once.
    void (*uart_write)(void* context, Uart uart, const uint8_t* bytes, size_t length);
    /// `offset` counts from the start of the flash; the range lies inside it.
    void (*flash_read)(void* context, uint32_t offset, uint8_t* into, size_t length);
    /// The outcome of a part's own test.
    Health (*health)(void* context, Part part);
};

/// The board's constants.
struct Board {
    uint32_t flash_start;      ///< address
    uint32_t settings_offset;  ///< where the settings' units begin; an image ends before
    uint32_t ram_start, ram_end;
    uint32_t ready_ms;         ///< time from start until its parts have come up: 15,000 to 30,000
};

}  // namespace firmware
