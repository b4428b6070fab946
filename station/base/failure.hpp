#pragma once

#include <exception>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace stapel {

/// Who has to do something about a failure; it decides the run's outcome.
enum class Fault { module, jig, station, operator_ };

/// Every failure that a run can end with; the table in `failure.cpp` holds number, fault and texts.
enum class Code {
    // station: the program, its files, its channels
    internal,
    channel_missing,
    channel_not_permitted,
    channel_busy,
    channel_gone,
    channel_unusable,
    line_settings_refused,
    image_unusable,
    step_timed_out,
    records_lost,
    instrument_leased,
    numbers_exhausted,
    // module
    no_current,
    supply_shorted,
    current_out_of_limits,
    rom_silent,
    rom_lost_sync,
    rom_refused,
    chip_unknown,
    chip_protected,
    chip_write_protected,
    erase_failed,
    flash_mismatch,
    serial_missing,
    serial_differs,
    boot_silent,
    boot_image_rejected,
    boot_identity_differs,
    boot_not_ready,
    boot_brownout,
    boot_selftest,
    console_garbled,
    measurement_out_of_limits,
    inspection_failed,
    number_taken,
    // module: transceiver and SIM
    modem_silent,
    modem_restarts,
    modem_answer,
    imei_blank,
    imei_invalid,
    imei_differs,
    sim_absent,
    sim_pin,
    sim_puk,
    iccid_invalid,
    iccid_differs,
    iccid_changed,
    sim_storage_full,
    sim_write_lost,
    sim_refused,
    // module: meter port
    meter_silent,
    meter_deaf,
    meter_late,
    meter_garbled,
    meter_bcc,
    meter_parity,
    meter_password,
    meter_link_broken,
    meter_values_differ,
    // module: settings and network
    module_silent,
    module_answer,
    settings_refused,
    settings_differ,
    not_registered,
    registration_denied,
    no_signal,
    signal_weak,
    // module: USB bootloader
    chip_exchanged,
    // module: protection of its flash
    protection_unchanged,
    // jig
    jig_silent,
    jig_answer,
    jig_error,
    jig_watchdog,
    jig_selftest,
    jig_supply,
    jig_foreign,
    meter_wire_broken,
    reference_unusable,
    read_meter_silent,
    read_meter_answer,
    read_meter_refused,
    read_meter_bcc,
    read_meter_parity,
    read_meter_speed,
    read_meter_late,
    read_meter_breaks_off,
    read_meter_fcs,
    read_meter_window,
    read_meter_password,
    read_meter_association,
    read_meter_protocol,
    usb_answer,
    // operator
    lid_opened,
    stopped,
    nest_empty,
    unanswered,
    driven_by_hand,
};

/// One line of the failure table.
struct FailureText {
    Code code;
    std::string_view number;  ///< stable, e.g. `E-214`; goes into records and events
    Fault fault;
    std::string_view en, ru;                ///< what is wrong, one sentence without a full stop
    std::string_view action_en, action_ru;  ///< what the person in front of the jig does now
};

/// The table's line for a code.
[[nodiscard]] const FailureText& text_of(Code code);

/// Did a meter that is read, not a module or a jig, misbehave?
[[nodiscard]] bool is_read_meters(Code code);

/// The table's line for a number such as `E-214`; none when there is no such number.
[[nodiscard]] std::optional<Code> code_of(std::string_view number);

/// Every code once, in the table's order.
[[nodiscard]] std::span<const FailureText> all_failures();

/// A device or a channel misbehaved. Thrown where it is noticed, caught once, in the step runner.
class Failure : public std::exception {
public:
    /// `detail` says what was expected, what was found, where, and what to do; it may be empty.
    explicit Failure(Code code, std::string detail = {});

    [[nodiscard]] Code code() const noexcept { return code_; }
    [[nodiscard]] const std::string& detail() const noexcept { return detail_; }
    [[nodiscard]] const char* what() const noexcept override { return what_.c_str(); }

private:
    Code code_;
    std::string detail_;
    std::string what_;
};

/// Somebody asked to stop: thrown by whatever was waiting when its stop token fired.
class Cancelled : public std::exception {
public:
    [[nodiscard]] const char* what() const noexcept override { return "cancelled"; }
};

}  // namespace stapel
