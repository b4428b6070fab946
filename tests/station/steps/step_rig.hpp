#pragma once

#include "station/base/failure.hpp"
#include "station/run/step_context.hpp"
#include "tests/station/run/jig_double.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace stapel::test {

/// A site for one step at a time: a jig that answers, the channels that the test gives it, and a module a thousand times
/// faster than real.
class StepRig {
public:
    explicit StepRig(std::map<std::string, std::string> channels = {});

    /// Runs a step of that kind with the kind's own parameters but for those in `with`; the failure that it ends with.
    std::optional<Failure> run(std::string_view kind, std::map<std::string, std::string> with = {});
    using Function = std::function<void(run::StepContext&)>;
    /// The same with another function in the place of the kind's own.
    std::optional<Failure> run(std::string_view kind, const Function& step, std::map<std::string, std::string> with = {});
    /// For a function that needs no parameters and measures nothing.
    std::optional<Failure> run(const Function& step);

    [[nodiscard]] double number(const std::string& measurement) const;
    [[nodiscard]] std::string text(const std::string& measurement) const;
    [[nodiscard]] bool measured(const std::string& measurement) const { return values_.contains(measurement); }
    [[nodiscard]] const std::vector<std::string>& logged() const { return logged_; }
    /// What the steps have asked to hide, in order.
    [[nodiscard]] const std::vector<std::string>& secrets() const { return secrets_; }

    run::PreparedPlan prepared{};
    run::Facts facts{};
    JigDouble jig{};
    std::map<std::string, plan::Limit> limits{};  ///< of the next step
    run::Instruments* instruments = nullptr;
    run::Question* question = nullptr;
    std::function<void(const run::Prompt&)> on_prompt{};

private:
    std::optional<Failure> execute(const plan::Step& step, const Function& function);

    run::JigThread jig_thread_;
    transport::Tape tape_{system_clock()};
    run::Channels channels_;
    std::map<std::string, records::MeasuredValue> values_;
    std::vector<std::string> logged_, secrets_;
};

}  // namespace stapel::test
