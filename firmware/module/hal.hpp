#pragma once

#include <stddef.h>
#include <stdint.h>

namespace stapel::firmware {

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
    /// Sets a UART's speed; 8 data bits, no parity, one stop bit always. What was written before still goes out at the
    /// old one.
    void (*uart_baud)(void* context, Uart uart, uint32_t baud);
    /// Erases one copy of the settings, 0 or 1: the erasable unit at `Board::settings_offset` or the one after it.
    void (*settings_erase)(void* context, int copy);
    /// Programs erased cells of a copy; offset and length are multiples of 8. The caller reads back what it wrote.
    void (*settings_program)(void* context, int copy, uint32_t offset, const uint8_t* bytes, size_t length);
    /// Bytes that nobody can foretell, of the chip's own generator: challenges are made of them.
    void (*random)(void* context, uint8_t* into, size_t length);
    /// Asks for a reset with `ResetCause::soft`, which comes when the call into the firmware that is under way has
    /// returned and what it wrote has gone out.
    void (*restart)(void* context);
};

/// The board's constants.
struct Board {
    uint32_t flash_start;      ///< address
    uint32_t settings_offset;  ///< where the settings' units begin; an image ends before
    uint32_t settings_unit;    ///< bytes of one of these two units, a copy of the settings each; at least 2,048
    uint32_t ram_start, ram_end;
    uint32_t ready_ms;         ///< time from start until its parts have come up: 15,000 to 30,000
    uint32_t meter_wait_min_ms; ///< no wait of the meter's dialogue is shorter (real hardware: 0, as the standard)
};

}  // namespace stapel::firmware
