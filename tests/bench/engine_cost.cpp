// The engine's own processor time a step, record included: `engine_cost SITES STEPS` prints microseconds a step.
// Every site executes a plan of steps that do nothing; processor time of the whole process is counted, so the waits
// for the disk are not.
#include "station/run/sequencer.hpp"
#include "tests/station/run/jig_double.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <memory>
#include <thread>
#include <vector>

using namespace stapel;
using namespace stapel::run;

namespace {

void nothing(StepContext&) {}
const plan::StepKind nothing_kind{"bench.nothing", "", {}, {}, false, nothing};

PreparedPlan plan_of(int steps) {
    PreparedPlan prepared;
    for (int number = 0; number < steps; ++number) {
        plan::Step step;
        step.id = fmt::format("step-{}", number);
        step.kind = &nothing_kind;
        step.timeout = std::chrono::hours(1);
        prepared.plan.main.push_back(std::move(step));
    }
    return prepared;
}

/// One site with a jig that answers.
class BenchSite {
public:
    BenchSite(int number, const PreparedPlan& prepared, records::Writer& writer)
        : number_(number), prepared_(prepared), writer_(writer),
          jig_([this](std::stop_token) { return double_.connect(); }, system_clock()) {
        jig_.prove_well({});
    }

    void execute() {
        const Observer nobody;
        const Masker masker;
        Journal journal(number_, writer_, nobody, masker, system_clock());
        records::RunBegin begin;
        begin.run = fmt::format("00000000-0000-7000-8000-{:012}", number_);
        begin.station = "bench";
        begin.site = number_;
        begin.operation = "line";
        begin.purpose = "bench";
        begin.plan = begin.plan_sha256 = begin.dialect = begin.program = "bench";
        begin.started = system_clock().utc();
        journal.begin(begin);
        const StepTools tools{prepared_, jig_, channels_, facts_, system_clock(), Tempo{}};
        if (Sequencer(tools, journal, {}).execute().outcome != Outcome::pass) std::abort();
        journal.commit({});
    }

private:
    int number_;
    const PreparedPlan& prepared_;
    records::Writer& writer_;
    test::JigDouble double_;
    JigThread jig_;
    transport::Tape tape_{system_clock()};
    Channels channels_{{}, "", system_clock(), tape_};
    Facts facts_;
};

double processor_us() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

}  // namespace

int main(int argc, char** argv) {
    const int sites = argc > 1 ? std::atoi(argv[1]) : 1;
    const int steps = argc > 2 ? std::atoi(argv[2]) : 2000;
    const auto folder = std::filesystem::temp_directory_path() / fmt::format("stapel-engine-cost-{}", sites);
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    const auto prepared = plan_of(steps);
    {
        records::Writer writer((folder / "bench.db").string(), records::Kind::bench, system_clock());
        std::vector<std::unique_ptr<BenchSite>> all;
        for (int number = 1; number <= sites; ++number) all.push_back(std::make_unique<BenchSite>(number, prepared, writer));
        const double before = processor_us();
        std::vector<std::jthread> threads;
        for (auto& site : all) threads.emplace_back([&site] { site->execute(); });
        threads.clear();
        fmt::print("{:.2f}\n", (processor_us() - before) / (static_cast<double>(steps) * sites));
    }
    std::filesystem::remove_all(folder);
    return 0;
}
