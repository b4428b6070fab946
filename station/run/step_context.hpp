#pragma once

#include "station/base/clock.hpp"
#include "station/plan/plan.hpp"
#include "station/records/rows.hpp"
#include "station/run/channels.hpp"
#include "station/run/facts.hpp"
#include "station/run/instruments.hpp"
#include "station/run/jig_thread.hpp"
#include "station/run/numbers.hpp"
#include "station/run/prepared_plan.hpp"
#include "station/run/question.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stapel::run {

/// What every step of a run works with.
struct StepTools {
    const PreparedPlan& prepared;
    JigThread& jig;
    Channels& channels;
    Facts& facts;
    const Clock& clock;
    Tempo tempo;
    Instruments* instruments = nullptr;  ///< null where there are none to share
    Question* question = nullptr;        ///< null where there is nobody to ask
    Numbers* numbers = nullptr;          ///< null where there are no records to draw from
    std::string flash_journals{};        ///< folder of what flashing left unfinished; empty: nothing is kept
};

/// What one execution of a step may use and must report to. Step thread only.
class StepContext {
public:
    using OnMeasured = std::function<void(const records::Measurement&)>;
    using OnProgress = std::function<void(std::int64_t done, std::int64_t total, std::string_view unit)>;
    using OnLog = std::function<void(std::string_view level, std::string text)>;
    using OnPrompt = std::function<void(const Prompt&)>;
    using OnSecret = std::function<void(const std::string& secret)>;

    StepContext(const plan::Step& step, const StepTools& tools, std::stop_token stop);

    void on_measured(OnMeasured callback) { on_measured_ = std::move(callback); }
    void on_progress(OnProgress callback) { on_progress_ = std::move(callback); }
    void on_log(OnLog callback) { on_log_ = std::move(callback); }
    void on_prompt(OnPrompt callback) { on_prompt_ = std::move(callback); }
    void on_secret(OnSecret callback) { on_secret_ = std::move(callback); }

    [[nodiscard]] const PreparedPlan& prepared() const { return tools_.prepared; }
    [[nodiscard]] Facts& facts() const { return tools_.facts; }
    [[nodiscard]] const Clock& clock() const { return tools_.clock; }
    [[nodiscard]] Tempo tempo() const { return tools_.tempo; }
    [[nodiscard]] std::stop_token stop() const { return stop_; }
    [[nodiscard]] Numbers* numbers() const { return tools_.numbers; }
    [[nodiscard]] const std::string& flash_journals() const { return tools_.flash_journals; }
    /// The channel, empty of old input.
    [[nodiscard]] transport::Stream& channel(std::string_view name) const { return tools_.channels.open(name, stop_); }
    /// The channel with what has arrived since the run's last step read from it.
    [[nodiscard]] transport::Stream& channel_unread(std::string_view name) const {
        return tools_.channels.open(name, stop_, Arrived::kept);
    }
    /// The channel's USB device as it stands there now.
    [[nodiscard]] std::unique_ptr<transport::UsbDevice> open_usb(std::string_view name, TimePoint deadline,
                                                                 std::stop_token stop) const {
        return tools_.channels.open_usb(name, deadline, std::move(stop));
    }
    /// The meter in which the module sits, whose optical port the channel `meter` is; null = it is the module's own port.
    [[nodiscard]] const meter::MeterType* optical_meter() const { return tools_.channels.optical_meter(); }

    /// Does the fixture have that shared instrument?
    [[nodiscard]] bool has_instrument(std::string_view name) const;
    /// Waits at most `patience` (real time: others use it) until it is ours. `Failure{channel_missing}` when there is
    /// none, `instrument_leased` when it did not become free.
    [[nodiscard]] LeasedInstrument instrument(const std::string& name, Duration patience) const;

    // The jig, through its thread.
    void jig_command(std::string message) const { tools_.jig.command(std::move(message), stop_); }
    [[nodiscard]] std::string jig_query(std::string message) const { return tools_.jig.query(std::move(message), stop_); }
    [[nodiscard]] double jig_number(const std::string& message) const;
    /// Throws the trouble that the jig is in, if any.
    void prove_jig() const { tools_.jig.prove_well(stop_); }

    // The step's parameters; the plan was checked, so they are there and well formed.
    [[nodiscard]] Duration duration(std::string_view name) const;
    [[nodiscard]] double number(std::string_view name, std::string_view unit) const;
    [[nodiscard]] std::vector<std::uint32_t> rates(std::string_view name) const;
    [[nodiscard]] const std::string& text(std::string_view name) const;
    /// The same for one that may be left out: empty then.
    [[nodiscard]] std::string text_or_empty(std::string_view name) const;

    /// Asks the person in front of the jig and waits for one of the prompt's choices, until the step is ended.
    /// `Failure{unanswered}` when nobody will answer.
    [[nodiscard]] std::string ask(Prompt prompt) const;

    /// Records a value in the kind's own unit, judged against the plan's limit.
    void measure(std::string_view name, records::MeasuredValue value);
    /// The same for a text that may be empty: `none` then.
    void measure_text(std::string_view name, const std::string& text) { measure(name, text.empty() ? "none" : text); }
    void progress(std::int64_t done, std::int64_t total, std::string_view unit) const;
    /// Blocks for a planned pause of this module-time length.
    void pause(Duration module_time) const;
    /// The same, but long enough for the jig's own averaging, which is real time: what is measured next is of now.
    void settle(Duration module_time) const;

    /// Goes into the run's log; `level` is `info` or `warning`.
    void log(std::string_view level, std::string text) const;
    /// A password that was found in the module or its SIM and is not the plan's: nobody's password may be stored (DESIGN 7).
    void hide(const std::string& secret) const;
    /// Does the plan judge this measurement?
    [[nodiscard]] bool has_limit(std::string_view name) const { return step_.limits.contains(std::string(name)); }

    /// Throws when a limit of the plan was broken or has no measurement at all.
    void judge() const;

private:
    const plan::Step& step_;
    const StepTools& tools_;
    std::stop_token stop_;
    OnMeasured on_measured_;
    OnProgress on_progress_;
    OnLog on_log_;
    OnPrompt on_prompt_;
    OnSecret on_secret_;
    std::vector<records::Measurement> measured_;
};

}  // namespace stapel::run
