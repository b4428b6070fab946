#include "fixtures/jig/client.hpp"
#include "station/run/step_context.hpp"
#include "station/steps/catalogue.hpp"

namespace stapel::steps {

void jig_selftest(run::StepContext& context) {
    if (const auto result = context.jig_query("*TST?"); result != "0")
        throw Failure(Code::jig_selftest, "expected 0 from *TST?, found " + result);
    if (!jig::boolean_of(context.jig_query("INP:NEST?"), "INP:NEST?")) throw Failure(Code::nest_empty);
    if (!jig::boolean_of(context.jig_query("INP:LID?"), "INP:LID?")) throw Failure(Code::lid_opened);
    context.measure("cycles", context.jig_number("SYST:CYC?"));
    context.prove_jig();
}

}  // namespace stapel::steps
