#include "ui/app/model/clerk.hpp"

#include "ui/app/model/command_sheet.hpp"
#include "ui/app/model/key_of.hpp"
#include "ui/app/model/printing.hpp"
#include "ui/session/channels.hpp"
#include "ui/session/places.hpp"
#include "ui/session/session.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <stdexcept>
#include <utility>

namespace stapel::app {
namespace {

/// Fills a report; what goes wrong becomes its problem.
template <typename Report, typename Work>
Report reported(Report report, const Work& work) {
    try {
        work(report);
    } catch (const std::exception& problem) {
        report.problem = problem.what();
    }
    return report;
}

bool is_search(const Errand& errand) { return std::holds_alternative<FindUnits>(errand); }

/// Whoever types asks again before he is answered: only the newest search is of use.
void drop_older_searches(std::vector<Errand>& errands) {
    auto left = std::ranges::count_if(errands, is_search);
    std::erase_if(errands, [&](const Errand& errand) { return is_search(errand) && left-- > 1; });
}

}  // namespace

Clerk::Clerk(Setup setup)
    : setup_(std::move(setup)), archive_(setup_.session.database()), thread_([this](std::stop_token stop) { work(std::move(stop)); }) {}

void Clerk::work(std::stop_token stop) {
    while (auto first = errands_.take(TimePoint::max(), stop)) {
        std::vector<Errand> errands{*std::move(first)};
        for (auto& more : errands_.take_all()) errands.push_back(std::move(more));
        drop_older_searches(errands);
        for (const auto& errand : errands) {
            if (stop.stop_requested()) return;
            reports_.post(std::visit([this](const auto& one) -> Report { return carry_out(one); }, errand));
            setup_.wake();
        }
    }
}

UnitsFound Clerk::carry_out(const FindUnits& errand) {
    return reported(UnitsFound{.text = errand.text, .units = {}, .problem = {}},
                    [&](UnitsFound& report) { report.units = archive_.find(errand.text); });
}

UnitShown Clerk::carry_out(const ShowUnit& errand) {
    return reported(UnitShown{}, [&](UnitShown& report) {
        auto unit = archive_.unit(errand.key);
        if (!unit) return;
        if (auto tape = archive_.tape(*unit)) {
            report.tape_run = tape->run;
            report.tape = std::make_shared<const LiveTape>(std::move(tape->entries));
        }
        report.unit = std::make_shared<const records::UnitRecord>(*std::move(unit));
    });
}

PortsSeen Clerk::carry_out(const LookAtPorts&) const {
    const auto& fixture = setup_.session.setup().fixture;
    PortsSeen report;
    for (const auto& channel : session::channels_of(fixture)) {
        PortLine line{.site = channel.site.value_or(0), .channel = channel.name, .address = channel.address};
        if (const auto problem = session::problem_of(channel, fixture.directory)) {
            line.code = text_of(problem->code()).number;
            line.detail = problem->detail();
        }
        report.ports.push_back(std::move(line));
    }
    return report;
}

PastRead Clerk::carry_out(const ReadPast& errand) {
    return reported(PastRead{}, [&](PastRead& report) {
        report.today = archive_.today(setup_.work.station, errand.since);
        report.series = std::make_shared<const Series>(archive_.series(setup_.work.plan_sha256));
    });
}

EarlierRead Clerk::carry_out(const ReadEarlier& errand) {
    return reported(EarlierRead{.site = errand.site, .run = errand.run, .earlier = {}, .problem = {}},
                    [&](EarlierRead& report) { report.earlier = archive_.earlier(errand.key, errand.run); });
}

TapeRead Clerk::carry_out(const ReadTape& errand) const {
    return {.site = errand.site, .tape = setup_.session.station().tape(errand.site)};
}

SheetMade Clerk::carry_out(const MakeSheet& errand) const {
    return reported(SheetMade{}, [&](SheetMade& report) {
        const std::filesystem::path folder = session::data_directory();
        std::filesystem::create_directories(folder);
        report.file = folder / "command-codes.pdf";
        reports::write_code_sheet(report.file, command_sheet(errand.language, errand.sites));
        report.printed = print_file(report.file);
    });
}

/// Told when it is on disk, and not before.
Scrapped Clerk::carry_out(const MarkScrapped& errand) const {
    const auto& mark = errand.mark;
    return reported(Scrapped{.module = key_of(mark), .problem = {}}, [&](Scrapped&) {
        auto& writer = setup_.session.writer();
        writer.post(mark);
        writer.commit({});
    });
}

}  // namespace stapel::app
