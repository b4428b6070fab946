#include "station/plan/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace stapel::plan {
namespace {

/// Where a step stands in the whole plan.
struct Position {
    std::string_view section;
    std::size_t index = 0;  ///< over all sections, in the order in which they run
    int line = 0;
};

class Order {
public:
    Order(std::span<const Section> sections, Problems& problems) : problems_(problems) {
        std::size_t index = 0;
        for (const Section& section : sections)
            for (std::size_t at = 0; at < section.steps.size(); ++at)
                add(section.steps[at].id, section.places[at].id, {section.name, index++, section.places[at].id.line});
    }

    void check(const Step& step, const StepPlaces& places, const Position& own) const {
        for (std::size_t at = 0; at < step.needs.size(); ++at) {
            check_need(step.needs[at], places.needs[at], own);
            check_once(std::span(step.needs).first(at), step.needs[at], places.needs[at]);
        }
        if (!step.retry.from.empty()) check_retry(step.retry, places.retry_from, own);
    }

private:
    void add(const std::string& id, const Place& place, const Position& position) {
        if (id.empty()) return;
        const auto [first, is_new] = positions_.emplace(id, position);
        if (!is_new)
            problems_.add(place, {"each id once in the plan", fmt::format("{} again", id),
                                  fmt::format("rename this step or the one in line {}", first->second.line)});
    }

    void complain(const Place& place, std::string expected, std::string found, std::string advice) const {
        problems_.add(place, {std::move(expected), std::move(found), std::move(advice)});
    }

    void complain_unknown(const std::string& id, const Place& place) const {
        std::vector<std::string_view> ids;
        for (const auto& [known, position] : positions_) ids.push_back(known);
        complain(place, "the id of a step of this plan", quoted(id),
                 advise_nearest(id, ids, "correct it or add the step"));
    }

    void check_need(const std::string& need, const Place& place, const Position& own) const {
        constexpr std::string_view expected = "an earlier step, else it can never run";
        const auto found = positions_.find(need);
        if (found == positions_.end()) return complain_unknown(need, place);
        const Position& position = found->second;
        if (position.index < own.index) return;
        if (position.index == own.index)
            return complain(place, std::string(expected), "the step itself", "remove it from `needs`");
        complain(place, std::string(expected),
                 fmt::format("{}, which runs later, in {}", need, position.section),
                 "move one of the two steps or remove the need");
    }

    void check_once(std::span<const std::string> before, const std::string& need, const Place& place) const {
        if (std::ranges::find(before, need) != before.end())
            complain(place, "each need once", fmt::format("{} again", need), "remove one");
    }

    void check_retry(const Retry& retry, const Place& place, const Position& own) const {
        const std::string expected = fmt::format("the step itself or an earlier one of {}", own.section);
        const auto found = positions_.find(retry.from);
        if (found == positions_.end()) return complain_unknown(retry.from, place);
        const Position& position = found->second;
        if (position.section != own.section)
            return complain(place, expected, fmt::format("{} of {}", retry.from, position.section),
                            "retry from a step of the same section");
        if (position.index > own.index)
            complain(place, expected, fmt::format("{}, which runs later", retry.from), "retry from an earlier step");
    }

    Problems& problems_;
    std::map<std::string, Position, std::less<>> positions_;
};

}  // namespace

void check_order(std::span<const Section> sections, Problems& problems) {
    const Order order(sections, problems);
    std::size_t index = 0;
    for (const Section& section : sections)
        for (std::size_t at = 0; at < section.steps.size(); ++at, ++index)
            order.check(section.steps[at], section.places[at], {section.name, index, section.places[at].id.line});
}

}  // namespace stapel::plan
