#include "station/records/pool_book.hpp"

#include <fmt/format.h>

#include <array>
#include <cassert>

namespace stapel::records {
namespace {

constexpr std::array<std::string_view, 4> state_names{"reserved", "touched", "burnt", "returned"};

constexpr std::string_view no_newer = "NOT EXISTS (SELECT 1 FROM number_change n "
                                      "WHERE n.pool = c.pool AND n.number = c.number AND n.seq > c.seq)";

std::string newest_rows(std::string_view columns, std::string_view index, std::string_view where) {
    return fmt::format("SELECT {} FROM number_change c INDEXED BY {} WHERE {} AND {}", columns, index, where, no_newer);
}

NumberState state_of(std::string_view name) {
    for (std::size_t i = 0; i < state_names.size(); ++i)
        if (state_names[i] == name) return static_cast<NumberState>(i);
    assert(false && "the table's CHECK lets no other state in");
    return NumberState::touched;
}

/// The first of the statement's rows that passes.
template <typename Passes>
std::optional<std::string> first_that(Statement& rows, const Passes& passes) {
    std::optional<std::string> found;
    while (!found && rows.step())
        if (std::string number(rows.text(0)); passes(number)) found = std::move(number);
    rows.reset();
    return found;
}

}  // namespace

std::string_view name_of(NumberState state) { return state_names[static_cast<std::size_t>(state)]; }

std::optional<std::string> next_serial(const std::string& serial) {
    std::string next = serial;
    for (std::size_t at = next.size(); at-- > 1;) {
        if (next[at] != '9') return ++next[at], next;
        next[at] = '0';
    }
    return std::nullopt;
}

PoolBook::PoolBook(const Connection& connection)
    : range_(connection, "SELECT first, last FROM serial_pool WHERE pool = ?"),
      newest_(connection,
              "SELECT state, uid FROM number_change WHERE pool = ? AND number = ? ORDER BY seq DESC LIMIT 1"),
      of_run_(connection, newest_rows("c.pool, c.number, c.uid, c.state", "number_change_run", "c.run = ?")),
      of_uid_(connection,
              newest_rows("c.number", "number_change_uid", "c.uid = ? AND c.pool = ? AND c.state <> 'returned'") +
                  " ORDER BY c.seq DESC"),
      returned_(connection, newest_rows("c.number", "number_change_returned", "c.pool = ? AND c.state = 'returned'") +
                                " ORDER BY c.number"),
      highest_(connection, "SELECT max(number) FROM number_change WHERE pool = ?"),
      all_(connection, "SELECT DISTINCT number FROM number_change WHERE pool = ? ORDER BY number"),
      unit_(connection, "SELECT 1 FROM unit WHERE serial = ? LIMIT 1") {}

std::optional<PoolBook::Held> PoolBook::newest(const std::string& pool, const std::string& number) {
    std::optional<Held> held;
    newest_.bind(pool).bind(number);
    if (newest_.step()) held = Held{state_of(newest_.text(0)), std::string(newest_.text(1))};
    newest_.reset();
    return held;
}

std::vector<NumberChange> PoolBook::held_by_run(const std::string& run) {
    std::vector<NumberChange> held;
    of_run_.bind(run);
    while (of_run_.step())
        held.push_back({.run = run, .pool = std::string(of_run_.text(0)), .number = std::string(of_run_.text(1)),
                        .uid = std::string(of_run_.text(2)), .state = state_of(of_run_.text(3))});
    of_run_.reset();
    return held;
}

std::optional<PoolBook::Range> PoolBook::range_of(const std::string& pool) {
    std::optional<Range> range;
    range_.bind(pool);
    if (range_.step()) range = Range{std::string(range_.text(0)), std::string(range_.text(1))};
    range_.reset();
    return range;
}

bool PoolBook::belongs(const NumberWish& wish, const std::string& number) {
    if (wish.list) return wish.list->contains(number);
    const auto range = range_of(wish.pool);
    return range && number.size() == range->first.size() && number >= range->first && number <= range->last;
}

NumberAnswer PoolBook::answer(const NumberWish& wish) {
    using enum NumberAnswer::Kind;
    if (!wish.wanted.empty()) return answer_wanted(wish);
    auto number = given_before(wish);
    if (!number) number = returned(wish);
    if (!number && wish.list) number = fresh_of_list(wish);
    if (const auto range = wish.list ? std::nullopt : range_of(wish.pool); !number && range)
        number = fresh_of_range(wish.pool, *range);
    if (!number) return {.kind = exhausted};
    return {.kind = drawn, .number = std::move(*number)};
}

NumberAnswer PoolBook::answer_wanted(const NumberWish& wish) {
    using enum NumberAnswer::Kind;
    if (!belongs(wish, wish.wanted)) return {.kind = outside};
    auto held = newest(wish.pool, wish.wanted);
    if (held && held->state != NumberState::returned && held->uid != wish.uid)
        return {.kind = taken, .uid = std::move(held->uid)};
    const auto before = wish.in_module || wish.list ? std::nullopt : given_before(wish);
    if (before && *before != wish.wanted) return {.kind = other, .number = *before};
    return {.kind = drawn, .number = wish.wanted};
}

/// A module whose flashing was cut short may have lost its number, but its chip is known by its UID.
std::optional<std::string> PoolBook::given_before(const NumberWish& wish) {
    if (wish.uid.empty()) return std::nullopt;
    of_uid_.bind(wish.uid).bind(wish.pool);
    return first_that(of_uid_, [&](const std::string& number) { return belongs(wish, number); });
}

std::optional<std::string> PoolBook::returned(const NumberWish& wish) {
    returned_.bind(wish.pool);
    return first_that(returned_, [&](const std::string& number) { return belongs(wish, number); });
}

std::optional<std::string> PoolBook::fresh_of_list(const NumberWish& wish) {
    const auto& numbers = wish.list->numbers();
    for (std::size_t& at = next_of_list_[wish.list]; at < numbers.size(); ++at)
        if (!newest(wish.pool, numbers[at])) return numbers[at];
    return std::nullopt;
}

/// Numbers go up; one that a plan without a pool gave to a module is left out.
std::optional<std::string> PoolBook::fresh_of_range(const std::string& pool, const Range& range) {
    highest_.bind(pool);
    std::string highest;
    if (highest_.step()) highest = highest_.text(0);
    highest_.reset();
    for (auto next = highest.empty() ? std::optional(range.first) : next_serial(highest); next && *next <= range.last;
         next = next_serial(*next))
        if (!stands_in_a_unit(*next)) return next;
    return gap(pool, range);
}

/// A label may have taken a number from the middle, so some below the highest may be left.
std::optional<std::string> PoolBook::gap(const std::string& pool, const Range& range) {
    std::optional<std::string> expected = range.first, found;
    all_.bind(pool);
    while (!found && all_.step()) {
        for (; !found && expected && *expected < all_.text(0); expected = next_serial(*expected))
            if (!stands_in_a_unit(*expected)) found = expected;
        if (expected) expected = next_serial(*expected);
    }
    all_.reset();
    return found;
}

bool PoolBook::stands_in_a_unit(const std::string& serial) {
    unit_.bind(serial);
    const bool stands = unit_.step();
    unit_.reset();
    return stands;
}

}  // namespace stapel::records
