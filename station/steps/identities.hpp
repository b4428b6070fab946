#pragma once

#include "fixtures/modem/at_client.hpp"
#include "station/run/step_context.hpp"

#include <string>

namespace stapel::steps {

/// Judges an IMEI as the transceiver answered it: form, check digit, label, this run's first reading. Remembers the first
/// one that is an IMEI by its form. `imei_blank`, `imei_invalid`, `imei_differs`.
void judge_imei(run::StepContext& context, const std::string& imei);

/// The same for an ICCID; a check digit that does not fit is a warning in the log (dialect 7). `iccid_invalid`,
/// `iccid_differs`, `iccid_changed`. Returns `good` or `check digit`.
std::string judge_iccid(run::StepContext& context, const std::string& iccid);

}  // namespace stapel::steps
