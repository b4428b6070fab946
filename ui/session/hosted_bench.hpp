#pragma once

#include "fixtures/virtual/bench.hpp"
#include "fixtures/virtual/virtual_operator.hpp"
#include "station/base/mailbox.hpp"
#include "station/run/events.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace stapel::session {

/// What a command line says about a bench.
struct BenchSettings {
    int sites = 0;  ///< 0 = no bench
    std::optional<std::uint64_t> seed;
    std::vector<std::string> faults;  ///< `SITE:FAULT[=ARG]`
    double speed = 1.0;
    bool pace = false;
    std::string chip;

    /// Was anything given that only a bench can have (its speed aside)?
    [[nodiscard]] bool any_bench_only() const { return seed || !faults.empty() || pace || !chip.empty(); }
};

/// The bench's own options for these settings; a seed is drawn when none was given. Throws `UsageError`.
[[nodiscard]] bench::BenchOptions bench_options(const BenchSettings& settings, std::string directory);

/// A bench of `stapel bench`'s kind in a temporary folder, served from inside this program, with its operator.
class HostedBench {
public:
    explicit HostedBench(const BenchSettings& settings);
    ~HostedBench();
    HostedBench(const HostedBench&) = delete;
    HostedBench& operator=(const HostedBench&) = delete;

    [[nodiscard]] std::string fixture_file() const { return bench_->fixture_file(); }
    [[nodiscard]] std::uint64_t seed() const { return seed_; }

    struct OperatorLinks {
        int units = 1;
        bench::VirtualOperator::Scanned scanned;
        std::function<void(const std::string& why)> failed;  ///< the operator cannot go on
    };
    /// Puts the first module into every site; later ones as the station's events tell of ended runs.
    void start_operator(OperatorLinks links);
    void stop_operator();
    /// Never blocks.
    void on_event(const run::Event& event);

private:
    void operate(std::stop_token stop, const OperatorLinks& links);

    std::filesystem::path folder_;
    int sites_;
    std::uint64_t seed_ = 0;
    std::optional<bench::Bench> bench_;
    std::jthread server_;
    Mailbox<int> ended_;  ///< sites whose run is over
    std::jthread operator_;
};

}  // namespace stapel::session
