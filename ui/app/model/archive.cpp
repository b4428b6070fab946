#include "ui/app/model/archive.hpp"

#include "station/records/writer.hpp"

#include <exception>
#include <stdexcept>
#include <utility>

namespace stapel::app {
namespace {

EarlierRun told(const records::RunRecord& run) {
    return {.run = run.run, .started_utc = run.started_utc, .outcome = run.outcome, .code = run.code,
            .failed_step = run.failed_step, .operation = run.operation, .attempt = run.attempt, .site = run.site};
}

}  // namespace

template <typename Question>
auto Archive::ask(const Question& question) {
    try {
        if (!reader_) reader_.emplace(file_);
        return question(*reader_);
    } catch (const records::OpenError& problem) {
        reader_.reset();
        throw std::runtime_error(problem.message);
    } catch (const std::exception& problem) {
        reader_.reset();
        throw std::runtime_error(file_ + ": " + problem.what());
    }
}

std::vector<FoundUnit> Archive::find(const std::string& text) {
    return ask([&](const records::Reader& reader) { return reader.find_units(text); });
}

std::optional<records::UnitRecord> Archive::unit(const std::string& key) {
    return ask([&](const records::Reader& reader) { return reader.unit(key); });
}

std::optional<records::KeptTape> Archive::tape(const records::UnitRecord& unit) {
    return ask([&](const records::Reader& reader) { return reader.tape(unit); });
}

std::vector<EarlierRun> Archive::earlier(const std::string& key, const std::string& but) {
    std::vector<EarlierRun> runs;
    if (const auto record = unit(key))
        for (const auto& run : record->runs)
            if (run.run != but && !run.outcome.empty()) runs.push_back(told(run));
    return runs;
}

Today Archive::today(const std::string& station, UtcTime since) {
    const auto shift = ask([&](const records::Reader& reader) { return reader.shift_since(station, since); });
    return {.passed = shift.passed, .failed = shift.failed, .troubled = shift.troubled, .first_pass_yield = shift.first_pass_yield};
}

Series Archive::series(const std::string& plan_sha256) {
    return ask([&](const records::Reader& reader) { return reader.series_of(plan_sha256); });
}

}  // namespace stapel::app
