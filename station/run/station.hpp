#pragma once

#include "station/run/site.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace stapel::run {

/// How many runs ended how.
struct Summary {
    int passed = 0, failed = 0, errors = 0, aborted = 0;
    bool records_lost = false;
};

/// All sites of a fixture at work on one plan.
class Station {
public:
    /// The writer must outlive the station. `observer` gets every event.
    Station(StationSetup setup, const Clock& clock, records::Writer& writer, Observer observer);
    ~Station() { stop(); }
    Station(const Station&) = delete;
    Station& operator=(const Station&) = delete;

    /// Every site waits for its lid and runs the plan. Call once.
    void start();
    /// The label of the site's next module; false when there is no such site.
    bool scan(int site, Label label);
    /// Stops all sites; any thread, any number of times.
    void stop();
    /// Blocks until every site has ended.
    [[nodiscard]] Summary wait();

private:
    void count(const Verdict& verdict);

    StationSetup setup_;
    records::Writer& writer_;
    LeaseBroker leases_;
    std::mutex mutex_;
    Summary summary_;
    std::map<int, std::unique_ptr<Site>> sites_;
};

}  // namespace stapel::run
