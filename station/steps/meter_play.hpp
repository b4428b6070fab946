#pragma once

#include "fixtures/meter/meter.hpp"
#include "fixtures/meter/optical_port.hpp"
#include "fixtures/module/port_client.hpp"
#include "station/run/step_context.hpp"
#include "station/steps/overheard.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace stapel::steps {

/// How the port of a played meter is set (protocols 1.4, 1.8).
struct PlayedPort {
    meter::Bcc bcc = meter::Bcc::sum;  ///< of P0 where the protocol is automatic; else the one that there is
    meter::PortProtocol protocol = meter::PortProtocol::automatic;
    char start_speed = '5', working_speed = '5';  ///< baud characters
};

/// The port com1 of `meter`, at the speeds that it agrees with its module. Refers to the pointer: the meter behind it may
/// be exchanged.
[[nodiscard]] module::MeterSide module_side(const std::shared_ptr<meter::Meter>& meter);

/// The module's meter port with the plan's meter played on it. The meter is the run's own: all steps go on with it, and
/// between two of them nobody serves the port, which a module bears (dialect 5).
///
/// Where the module sits in a real meter (`StepContext::optical_meter`), that one serves it: what is played then has its
/// type, serial and energies, and speaks only while the module is asked something, through the meter's direct channel.
class MeterPlay {
public:
    /// Makes a meter with contents of this run alone when the run has none yet. Old input is discarded.
    explicit MeterPlay(run::StepContext& context);
    MeterPlay(const MeterPlay&) = delete;
    MeterPlay& operator=(const MeterPlay&) = delete;

    /// Another meter in its place: new contents, nothing counted. A real one is read anew.
    void exchange_meter(const PlayedPort& port);

    /// Plays the meter until `deadline`, or until `enough` (asked often) says so.
    void serve(TimePoint deadline, const std::function<bool()>& enough = {});
    /// Where a real meter stands between: waits 60 s of module time (manual 7.4.2) and opens its direct channel, unless it
    /// is open. Asking does the same.
    void reach_module();
    /// Asks the module meanwhile, with the profile's administrator password; failures as `PortClient` has them.
    [[nodiscard]] module::Answer ask(module::Command command);
    [[nodiscard]] module::Answer ask_good(module::Command command);
    /// A text command; its answer's lines, head lines included. `module_silent` when there is none.
    [[nodiscard]] std::vector<std::string> text(std::string_view command);

    /// Listens at another speed without answering: does a sign-on or an HDLC frame come within that nominal time? Goes
    /// back to the meter's speed.
    [[nodiscard]] bool hears_module_at(std::uint32_t baud, Duration nominal);

    [[nodiscard]] const meter::Meter& meter() const;
    /// Of the IEC dialogue on its port.
    [[nodiscard]] const meter::IecMeterCounters& counters() const;
    /// Of the DLMS dialogue there.
    [[nodiscard]] const meter::DlmsCounters& associations() const;
    [[nodiscard]] const meter::HdlcCounters& frames() const;
    [[nodiscard]] const std::string& serial() const;  ///< that it serves
    /// `meter_values_differ` unless these are the meter's own; `where` says where the module told them.
    void check_told(std::string_view type, std::string_view serial, std::string_view where) const;
    /// Everything that came in since this object was made.
    [[nodiscard]] const Bytes& heard() const { return stream_.heard(); }

private:
    [[nodiscard]] std::shared_ptr<meter::Meter> make_meter(const PlayedPort& port);
    [[nodiscard]] meter::OpticalPort optical_port();
    void note_channel() const;
    [[nodiscard]] module::Message question(module::Command command) const;

    run::StepContext& context_;
    Overheard stream_;
    module::PortClient client_;
};

}  // namespace stapel::steps
