#pragma once

#include "station/base/clock.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace stapel::records {

// Numbers that go into one module each: serials of a station's pools, and the keys of a customer's file, which are
// known by their SHA-256 alone (DESIGN 7: no secret stands in the plain database). What happens to a number is a row;
// its newest row is its state.

enum class NumberState {
    reserved,  ///< for a run, and its module was not written to; returns by itself when the run ends
    touched,   ///< may stand in a module that has not passed: only a person's word frees it
    burnt,     ///< stands in a module that passed
    returned,  ///< free again
};
[[nodiscard]] std::string_view name_of(NumberState state);

/// A range of serials that a station may give out: `S100000` to `S199999`, both of one length, the last not before the
/// first.
struct PoolMade {
    UtcTime made{};
    std::string station{}, operator_id{};
    std::string pool;  ///< a-z, 0-9 and hyphens
    std::string first, last;
};

struct NumberChange {
    UtcTime changed{};
    std::string run{}, operator_id{};  ///< either may be empty
    std::string pool, number;
    std::string uid{};  ///< of the module's chip
    NumberState state = NumberState::returned;
    std::string reason{};
};

/// The numbers of a pool that is no range, in the order in which they are given out.
class NumberList {
public:
    explicit NumberList(std::vector<std::string> numbers)
        : numbers_(std::move(numbers)), known_(numbers_.begin(), numbers_.end()) {}
    NumberList(const NumberList&) = delete;
    NumberList& operator=(const NumberList&) = delete;

    [[nodiscard]] const std::vector<std::string>& numbers() const { return numbers_; }
    [[nodiscard]] bool contains(std::string_view number) const { return known_.contains(number); }

private:
    std::vector<std::string> numbers_;
    std::unordered_set<std::string_view> known_;  ///< of texts in `numbers_`
};

/// What a run wants of a pool for the module with this chip.
struct NumberWish {
    std::string run, pool, uid;
    std::string wanted{};    ///< this number and no other; empty: the one that the chip was given before, else a free
    bool in_module = false;  ///< `wanted` was read from the chip: it is never handed to another without a word
    std::shared_ptr<const NumberList> list{};  ///< null: the pool is a range
};

struct NumberAnswer {
    enum class Kind {
        drawn,
        exhausted,  ///< none is free, or there is no such pool
        taken,      ///< `wanted` is another module's
        outside,    ///< `wanted` is none of the pool's
        other,      ///< of a range: the chip was given another before than `wanted`
    };
    Kind kind = Kind::exhausted;
    std::string number{};  ///< drawn, or for `other` the chip's
    std::string uid{};     ///< for `taken`: of the module that has it; may be empty
};

/// A wish on its way to the database. The answer holds once the commit behind it has returned.
struct NumberDraw {
    UtcTime drawn{};
    NumberWish wish;
    std::shared_ptr<NumberAnswer> answer;
};

}  // namespace stapel::records
