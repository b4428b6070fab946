#include "firmware/module/net_line.hpp"

#include "firmware/module/crc.hpp"
#include "firmware/module/line.hpp"
#include "firmware/module/module.hpp"
#include "firmware/module/status.hpp"

namespace stapel::firmware {
namespace {

constexpr uint32_t after_ready_ms = 3000;

Line net_line(const NetworkFacts& network) {
    Line line;
    add(line, "@net rat=");
    add(line, text_of(network.rat));
    add(line, " csq=");
    add_decimal(line, network.csq);
    add(line, " ip=");
    add(line, network.ip[0] != 0 ? network.ip : "none");
    return line;
}

bool has_come(const Module& module) {
    if (module.phase != Phase::ready || now_ms(module) - module.ready_at_ms < after_ready_ms) return false;
    return module.modem.net_said != 0 || module.network.registration == Registration::registered;
}

}  // namespace

void say_net(Module& module) {
    if (!has_come(module)) return;
    Line line = net_line(module.network);
    const uint32_t hash = crc32(0, reinterpret_cast<const uint8_t*>(line.text), line.length);
    if (hash == module.modem.net_said) return;
    module.modem.net_said = hash;
    send(module.hal, line);
}

}  // namespace stapel::firmware
