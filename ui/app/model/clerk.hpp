#pragma once

#include "station/base/mailbox.hpp"
#include "ui/app/model/archive.hpp"
#include "ui/app/model/command.hpp"
#include "ui/app/model/snapshot.hpp"
#include "ui/app/model/view.hpp"

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <variant>
#include <vector>

namespace stapel::session {
class Session;
}

namespace stapel::app {

// What takes longer than a frame may. `FindUnits`, `ShowUnit` and `LookAtPorts` as they were commanded.

/// Today's numbers and the sparklines, which both change when a run has ended.
struct ReadPast { UtcTime since{}; };
struct ReadEarlier {
    int site = 0;
    std::string run, key;
};
struct ReadTape { int site = 0; };
struct MakeSheet {
    Language language = Language::ru;
    int sites = 1;
};
struct MarkScrapped { records::UnitMark mark{}; };

using Errand = std::variant<FindUnits, ShowUnit, LookAtPorts, ReadPast, ReadEarlier, ReadTape, MakeSheet, MarkScrapped>;

// What came of it; `problem` is empty when all went well.

struct UnitsFound {
    std::string text;
    std::vector<FoundUnit> units;
    std::string problem;
};
struct UnitShown {
    std::shared_ptr<const records::UnitRecord> unit;
    std::shared_ptr<const std::vector<transport::TapeEntry>> tape;
    std::string tape_run;
    std::string problem;
};
struct PortsSeen { std::vector<PortLine> ports; };
struct PastRead {
    Today today;
    std::shared_ptr<const Series> series;
    std::string problem;
};
struct EarlierRead {
    int site = 0;
    std::string run;
    std::vector<EarlierRun> earlier;
    std::string problem;
};
struct TapeRead {
    int site = 0;
    LiveTape tape;
};
struct SheetMade {
    std::string file;
    bool printed = false;
    std::string problem;
};
struct Scrapped {
    std::string module;
    std::string problem;
};

using Report = std::variant<UnitsFound, UnitShown, PortsSeen, PastRead, EarlierRead, TapeRead, SheetMade, Scrapped>;

/// Does errands in a thread of its own, one after another.
class Clerk {
public:
    struct Setup {
        session::Session& session;
        const Work& work;
        std::function<void()> wake;  ///< a report has come; the clerk's thread
    };
    explicit Clerk(Setup setup);

    /// Never blocks. A search that waits is left out when a newer one comes.
    void ask(Errand errand) { errands_.post(std::move(errand)); }
    /// Those that have come, oldest first; never blocks.
    [[nodiscard]] std::vector<Report> reports() { return reports_.take_all(); }

private:
    void work(std::stop_token stop);
    [[nodiscard]] UnitsFound carry_out(const FindUnits& errand);
    [[nodiscard]] UnitShown carry_out(const ShowUnit& errand);
    [[nodiscard]] PortsSeen carry_out(const LookAtPorts& errand) const;
    [[nodiscard]] PastRead carry_out(const ReadPast& errand);
    [[nodiscard]] EarlierRead carry_out(const ReadEarlier& errand);
    [[nodiscard]] TapeRead carry_out(const ReadTape& errand) const;
    [[nodiscard]] SheetMade carry_out(const MakeSheet& errand) const;
    [[nodiscard]] Scrapped carry_out(const MarkScrapped& errand) const;

    const Setup setup_;
    Archive archive_;
    Mailbox<Errand> errands_;
    Mailbox<Report> reports_;
    std::jthread thread_;
};

}  // namespace stapel::app
