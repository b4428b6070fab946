#pragma once

#include "station/run/step_context.hpp"

#include <optional>
#include <string_view>

namespace stapel::steps {

/// The module's console, followed from step to step: what arrives between two steps is read by the next one that looks,
/// and every line is kept in the run's dialogue until the module is started anew.
class Console {
public:
    enum class From {
        last_step,     ///< goes on where the last step that listened left off
        module_start,  ///< forgets what was heard: the module is about to be started
    };
    Console(run::StepContext& context, From from);

    /// The next well-formed line; none when `deadline` passed first. `@ready` is noted in the dialogue.
    [[nodiscard]] std::optional<module::ConsoleLine> next(TimePoint deadline);
    /// Takes what has arrived; does not wait.
    void poll();

    /// The first line of that key since the module's start, or null.
    [[nodiscard]] const run::HeardLine* heard(std::string_view key) const;
    /// Was `@fault code=CODE` heard since then?
    [[nodiscard]] bool heard_fault(std::string_view code) const;

private:
    [[nodiscard]] std::optional<module::ConsoleLine> take_line();

    run::StepContext& context_;
    run::Dialogue& dialogue_;
    transport::Stream& stream_;
};

}  // namespace stapel::steps
