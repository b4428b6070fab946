#pragma once

#include "ui/app/look/ui.hpp"
#include "ui/app/model/snapshot.hpp"
#include "ui/app/screens/box.hpp"
#include "ui/app/screens/tile_style.hpp"

namespace stapel::app {

/// One site: number, state, what goes on there, identity, progress, time. Noted as `site-N`, its word as `word-N`.
void draw_tile(const Ui& ui, const Box& box, const TileStyle& style, const SiteSnapshot& site, bool chosen);

}  // namespace stapel::app
