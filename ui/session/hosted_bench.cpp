#include "ui/session/hosted_bench.hpp"

#include "station/base/failure.hpp"
#include "ui/session/places.hpp"
#include "ui/session/status.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <random>
#include <system_error>

namespace stapel::session {
namespace {

namespace fs = std::filesystem;

std::uint64_t drawn_seed() {
    std::random_device entropy;
    return entropy();  // 32 bits: short enough to be typed again
}

std::map<int, std::vector<std::string>> faults_by_site(const std::vector<std::string>& faults) {
    std::map<int, std::vector<std::string>> by_site;
    for (const auto& text : faults) {
        int site = 0;
        const auto colon = std::min(text.find(':'), text.size());
        const auto read = std::from_chars(text.data(), text.data() + colon, site);
        if (read.ec != std::errc() || read.ptr != text.data() + colon || colon == text.size())
            throw UsageError("--fault: expected SITE:FAULT[=ARG] such as 1:boot_silent, found \"" + text + "\"");
        by_site[site].push_back(text.substr(colon + 1));
    }
    return by_site;
}

fs::path make_folder() {
    auto pattern = (fs::temp_directory_path() / "stapel-bench-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr)
        throw std::system_error(errno, std::generic_category(), "a folder for the bench, " + pattern);
    return pattern;
}

}  // namespace

bench::BenchOptions bench_options(const BenchSettings& settings, std::string directory) {
    bench::BenchOptions options;
    options.sites = settings.sites;
    options.directory = std::move(directory);
    options.seed = settings.seed.value_or(drawn_seed());
    options.speed = settings.speed;
    options.pace = settings.pace;
    if (!settings.chip.empty()) options.chip = settings.chip;
    options.faults = faults_by_site(settings.faults);
    options.image = firmware_directory() + "/nb02.bin";
    if (const auto problem = bench::options_problem(options); !problem.empty()) throw UsageError(problem);
    return options;
}

HostedBench::HostedBench(const BenchSettings& settings) : sites_(settings.sites) {
    (void)bench_options(settings, "");  // refuse bad settings before there is a folder
    folder_ = make_folder();
    const auto options = bench_options(settings, folder_.string());
    seed_ = options.seed;
    bench_.emplace(options, system_clock());
    server_ = std::jthread([this](std::stop_token stop) { bench_->run(std::move(stop)); });
}

HostedBench::~HostedBench() {
    stop_operator();
    server_.request_stop();
    if (server_.joinable()) server_.join();
    bench_.reset();
    std::error_code ignored;
    fs::remove(folder_, ignored);
}

void HostedBench::start_operator(OperatorLinks links) {
    operator_ = std::jthread([this, links = std::move(links)](std::stop_token stop) { operate(std::move(stop), links); });
}

void HostedBench::stop_operator() {
    operator_.request_stop();
    if (operator_.joinable()) operator_.join();
}

/// What an engineer does by hand is no run of the module in the nest: it stays where it is.
void HostedBench::on_event(const run::Event& event) {
    const auto* finished = std::get_if<run::RunFinished>(&event.body);
    if (event.site && finished != nullptr && finished->code != text_of(Code::driven_by_hand).number) ended_.post(*event.site);
}

void HostedBench::operate(std::stop_token stop, const OperatorLinks& links) {
    try {
        bench::VirtualOperator person(bench_->directory(), links.units, links.scanned);
        for (int site = 1; site <= sites_; ++site) person.begin(site);
        while (const auto site = ended_.take(TimePoint::max(), stop)) (void)person.next(*site);
    } catch (const std::exception& trouble) {
        links.failed(trouble.what());
    }
}

}  // namespace stapel::session
