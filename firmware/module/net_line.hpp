#pragma once

namespace stapel::firmware {

struct Module;

/// Says `@net` (dialect 3): from 3 s after `@ready` on, when the module is registered, and again whenever the line
/// would read differently.
void say_net(Module& module);

}  // namespace stapel::firmware
