#include "tests/ui/app/support/identities.hpp"

#include <fmt/format.h>

namespace stapel::app::test {
namespace {

/// The digits with their check digit behind them (ISO/IEC 7812-1, annex B).
std::string checked(const std::string& digits) {
    int sum = 0;
    bool doubled = true;
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, doubled = !doubled) {
        const int value = (*digit - '0') * (doubled ? 2 : 1);
        sum += value > 9 ? value - 9 : value;
    }
    return digits + static_cast<char>('0' + (10 - sum % 10) % 10);
}

/// Neighbours in production do not look alike at a glance.
long spread(int number, long modulus) { return (number * 7919L + 104729L) * 613L % modulus; }

}  // namespace

std::string serial_of(int number) { return fmt::format("S31{:08}", spread(number, 100'000'000)); }
std::string imei_of(int number) { return checked(fmt::format("86370306{:06}", spread(number, 1'000'000))); }
std::string iccid_of(int number) { return checked(fmt::format("8970101745{:09}", spread(number, 1'000'000'000))); }
std::string run_of(int number) { return fmt::format("01934f2a-7c00-7000-8000-{:012x}", number); }

std::string label_of(int number) { return "I" + imei_of(number) + ";C" + iccid_of(number) + ";" + serial_of(number); }

}  // namespace stapel::app::test
