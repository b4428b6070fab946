#include "ui/app/screens/engineer_commands.hpp"

#include <array>

namespace stapel::app {
namespace {

constexpr std::array output{JigButton{"manual-output-on", "manual.on", "OUTP ON"},
                            JigButton{"manual-output-off", "manual.off", "OUTP OFF"}};
constexpr std::array boot{JigButton{"manual-boot-on", "manual.on", "ROUT:BOOT ON"},
                          JigButton{"manual-boot-off", "manual.off", "ROUT:BOOT OFF"}};
constexpr std::array reset{JigButton{"manual-reset-on", "manual.on", "ROUT:RES ON"},
                           JigButton{"manual-reset-off", "manual.off", "ROUT:RES OFF"}};
constexpr std::array loop{JigButton{"manual-loop-on", "manual.on", "ROUT:MET:LOOP ON"},
                          JigButton{"manual-loop-off", "manual.off", "ROUT:MET:LOOP OFF"}};
constexpr std::array sim{JigButton{"manual-sim-chip", "manual.chip", "ROUT:SIM CHIP"},
                         JigButton{"manual-sim-card", "manual.card", "ROUT:SIM CARD"},
                         JigButton{"manual-sim-none", "manual.none", "ROUT:SIM NONE"}};
constexpr std::array antenna{JigButton{"manual-antenna-coupler", "manual.coupler", "ROUT:ANT COUP"},
                             JigButton{"manual-antenna-open", "manual.open", "ROUT:ANT OPEN"}};
constexpr std::array lamp{JigButton{"manual-lamp-off", "manual.off", "OUTP:LAMP OFF"},
                          JigButton{"manual-lamp-blue", "manual.blue", "OUTP:LAMP BLUE"},
                          JigButton{"manual-lamp-green", "manual.green", "OUTP:LAMP GREEN"},
                          JigButton{"manual-lamp-red", "manual.red", "OUTP:LAMP RED"},
                          JigButton{"manual-lamp-amber", "manual.amber", "OUTP:LAMP AMB"}};
constexpr std::array measure{JigButton{"manual-voltage", "manual.voltage", "MEAS:VOLT?"},
                             JigButton{"manual-current", "manual.current", "MEAS:CURR?"},
                             JigButton{"manual-peak", "manual.peak", "MEAS:CURR:PEAK?"}};

constexpr std::array rows{JigRow{"manual.output", output},   JigRow{"manual.boot", boot}, JigRow{"manual.reset", reset},
                          JigRow{"manual.loop", loop},       JigRow{"manual.sim", sim},   JigRow{"manual.antenna", antenna},
                          JigRow{"manual.measure", measure}, JigRow{"manual.lamp", lamp}};

}  // namespace

std::span<const JigRow> jig_rows() { return rows; }

}  // namespace stapel::app
