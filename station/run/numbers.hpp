#pragma once

#include "station/records/writer.hpp"

#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace stapel::run {

/// The numbers that one run gives its module from the station's pools. Step thread only.
class Numbers {
public:
    Numbers(records::Writer& writer, const Clock& clock, std::string run)
        : writer_(writer), clock_(clock), run_(std::move(run)) {}

    /// What the wish got; a number that was drawn is the module's on disk. Throws as `Writer::commit` does.
    [[nodiscard]] records::NumberAnswer draw(records::NumberWish wish, std::stop_token stop);

    /// From now on what was drawn may stand in the module, and it is on disk that it may: before its first byte is
    /// written. Throws as `Writer::commit` does.
    void touch(std::stop_token stop);

private:
    struct Drawn {
        std::string pool, number, uid;
    };

    records::Writer& writer_;
    const Clock& clock_;
    std::string run_;
    std::vector<Drawn> untouched_;
};

}  // namespace stapel::run
