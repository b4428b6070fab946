#pragma once

#include "station/records/reader.hpp"
#include "ui/app/model/snapshot.hpp"
#include "ui/app/model/view.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace stapel::app {

/// What the window reads of the records, over a connection of its own that is opened when it is first needed and anew
/// after it has failed. Every call throws `std::runtime_error` with why the records cannot be read. One thread.
class Archive {
public:
    explicit Archive(std::string file) : file_(std::move(file)) {}

    /// Units whose serial, IMEI or ICCID begins so, newest first; the newest ones when `text` is empty.
    [[nodiscard]] std::vector<FoundUnit> find(const std::string& text);
    [[nodiscard]] std::optional<records::UnitRecord> unit(const std::string& key);
    [[nodiscard]] std::optional<records::KeptTape> tape(const records::UnitRecord& unit);
    /// Runs of that module that have ended, without the one of the id `but`, newest first.
    [[nodiscard]] std::vector<EarlierRun> earlier(const std::string& key, const std::string& but);
    /// A station's yield since then.
    [[nodiscard]] Today today(const std::string& station, UtcTime since);
    /// What earlier runs of the plan measured.
    [[nodiscard]] Series series(const std::string& plan_sha256);

private:
    template <typename Question>
    auto ask(const Question& question);

    std::string file_;
    std::optional<records::Reader> reader_;
};

}  // namespace stapel::app
