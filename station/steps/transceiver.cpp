#include "station/steps/transceiver.hpp"

namespace stapel::steps {

modem::AtClient wake_transceiver(run::StepContext& context, Duration patience) {
    context.jig_command("ROUT:RES ON;:ROUT:BOOT OFF");
    context.prove_jig();
    auto& stream = context.channel("modem");
    stream.configure({.baud = 115200, .parity = transport::Parity::none});
    modem::AtClient at(stream, context.clock(), context.stop(), context.tempo());
    at.wake(patience);
    return at;
}

}  // namespace stapel::steps
