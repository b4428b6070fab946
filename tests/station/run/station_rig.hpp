#pragma once

#include "station/run/station.hpp"
#include "tests/fixtures/virtual/bench_support.hpp"

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace stapel::test {

/// A plan whose one step does what the module's label or the step's kind says, with a teardown that passes.
enum class Duty {
    by_label,    ///< S1...: fails, S2...: hangs, else passes
    asks,        ///< a prompt `led` with `yes` and `no`
    leases,      ///< hangs with the modem in its hands
};

/// A station on a virtual bench with records of its own. Lids are open at first, a module lies in every nest.
class StationRig {
public:
    struct Options {
        Duty duty = Duty::by_label;
        int sites = 1, units = 0;
        bool hold = false;
        std::vector<std::string> secrets{};
        Duration timeout = std::chrono::hours(1);  ///< of the step
    };
    explicit StationRig(const Options& options);
    ~StationRig();

    void lid(int site, const std::string& where) { bench.control().value("lid " + std::to_string(site) + " " + where); }
    /// Takes the module out, puts another in and closes the lid.
    void next_module(int site = 1);
    /// A label with this serial waits.
    void scan(const std::string& serial, int site = 1);

    [[nodiscard]] run::SiteView site(int number = 1) const;
    /// Waits; false when patience ends first.
    [[nodiscard]] bool reaches(run::Phase phase, int site = 1) const;
    [[nodiscard]] bool sees(const std::function<bool(const run::JigState&)>& condition, int site = 1) const;

    /// `OUTCOME CODE SERIAL` of every finished run, in order, once there are so many.
    [[nodiscard]] std::vector<std::string> finished(std::size_t count) const;
    /// The texts of all `log` events of that level, once there are so many.
    [[nodiscard]] std::vector<std::string> logged(const std::string& level, std::size_t count) const;
    [[nodiscard]] bool prompted(std::size_t times) const;
    [[nodiscard]] std::size_t started() const;

    bench::TemporaryFolder folder{};
    bench::ServedBench bench;
    std::string database;
    records::Writer writer;
    run::Station station;

private:
    void note(const run::Event& event);

    mutable std::mutex mutex_;
    std::vector<std::string> finished_;
    std::map<std::string, std::vector<std::string>> logged_;
    std::size_t prompted_ = 0, started_ = 0;
};

}  // namespace stapel::test
