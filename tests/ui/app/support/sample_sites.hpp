#pragma once

#include "ui/app/model/snapshot.hpp"

namespace stapel::app::test {

/// The moment of every sample: 24 November 2026, 09:41:27 UTC.
[[nodiscard]] UtcTime sample_utc();
[[nodiscard]] TimePoint sample_now();

/// A site in that state, with a module of its own in it where there is one.
[[nodiscard]] SiteSnapshot site_in(SiteState state, int site);

/// A site that runs and has finished that many steps of the line's plan (0 to 19).
[[nodiscard]] SiteSnapshot running_site(int site, int steps_done);

/// A site of that number, of a line at full work: most run, one here and there has a verdict.
[[nodiscard]] SiteSnapshot busy_site(int site);

}  // namespace stapel::app::test
