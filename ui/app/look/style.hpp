#pragma once

namespace stapel::app {

/// Stapel's colours, spacing and frames into the current Dear ImGui context.
void apply_style(int scale_percent);

}  // namespace stapel::app
