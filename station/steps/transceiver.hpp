#pragma once

#include "fixtures/modem/at_client.hpp"
#include "station/run/step_context.hpp"

namespace stapel::steps {

/// Holds the host in reset, power on, so that the jig connects the AT port, and waits until the transceiver answers.
/// `patience` is nominal. Failures as `AtClient::wake`.
[[nodiscard]] modem::AtClient wake_transceiver(run::StepContext& context, Duration patience);

}  // namespace stapel::steps
