#pragma once

#include "firmware/module/message_form.hpp"
#include "firmware/module/module.hpp"

namespace stapel::firmware {

/// Appendix A's configuration errors.
enum ConfigurationError : uint8_t {
    error_none = 0x00,
    error_structure = 0x01,
    error_password = 0x02,
    error_unknown_id = 0x03,
    error_byte_count = 0x04,
    error_value = 0x05,
    error_command = 0x06,
};

/// Why settings are refused, and which one; error 00 = they are not.
struct Refusal {
    uint8_t error = error_none;
    uint8_t failing_id = 0;
};
[[nodiscard]] constexpr bool is_refused(Refusal refusal) { return refusal.error != error_none; }

/// Is this the administrator's password?
[[nodiscard]] bool is_admin_password(const Settings& settings, Slice password);

/// Checks one value and puts it into a draft of the settings; modes and switches follow. Combinations are not judged.
[[nodiscard]] Refusal write_setting(Settings& draft, uint8_t id, Value value);
/// The same for a number in a setting of that kind; one that is out of range is error 05.
[[nodiscard]] Refusal write_number(Settings& draft, uint8_t id, int32_t number);
/// Writes whole items in their order, then checks the combinations of what would be stored; `apply` tells whether item
/// 03 is among them. After a refusal the draft is worth nothing.
[[nodiscard]] Refusal write_items(Settings& draft, Items items, bool& apply);
[[nodiscard]] Refusal check_combinations(const Settings& draft);

/// Makes these the module's stored settings, flash first. Appendix A has no code for a flash that cannot be written:
/// error 05 with failing id 00, and the module keeps what it had.
[[nodiscard]] Refusal store(Module& module, const Settings& settings);

}  // namespace stapel::firmware
