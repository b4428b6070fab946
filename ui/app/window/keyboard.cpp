#include "ui/app/window/keyboard.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace stapel::app {
namespace {

/// Keys that lie one after the other in the table of usages, from `first` on.
struct Run {
    int first;
    std::string_view plain, shifted;
};

// USB HID Usage Tables 1.12, section 10.
constexpr std::array runs{
    Run{0x04, "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    Run{0x1E, "1234567890", "!@#$%^&*()"},
    Run{0x2C, " -=[]\\", " _+{}|"},
    Run{0x33, ";'`,./", ":\"~<>?"},
    Run{0x54, "/*-+", "/*-+"},
    Run{0x59, "1234567890.", "1234567890."},
};

struct Named {
    int usage;
    Key key;
};

constexpr std::array named{
    Named{0x2B, Key::tab},       Named{0x50, Key::left},   Named{0x4F, Key::right},   Named{0x52, Key::up},
    Named{0x51, Key::down},      Named{0x4B, Key::page_up}, Named{0x4E, Key::page_down}, Named{0x4A, Key::home},
    Named{0x4D, Key::end},       Named{0x49, Key::insert}, Named{0x4C, Key::delete_}, Named{0x2A, Key::backspace},
    Named{0x2C, Key::space},     Named{0x28, Key::enter},  Named{0x58, Key::enter},   Named{0x29, Key::escape},
    Named{0x04, Key::a},         Named{0x06, Key::c},      Named{0x19, Key::v},       Named{0x1B, Key::x},
    Named{0x1C, Key::y},         Named{0x1D, Key::z},
};

constexpr int f1 = 0x3A, f12 = 0x45;

}  // namespace

std::optional<char> us_character(int usage, bool shift) {
    for (const auto& run : runs) {
        const auto& characters = shift ? run.shifted : run.plain;
        const auto at = static_cast<std::size_t>(usage - run.first);
        if (usage >= run.first && at < characters.size()) return characters[at];
    }
    return std::nullopt;
}

std::optional<int> function_key_number(int usage) {
    if (usage < f1 || usage > f12) return std::nullopt;
    return usage - f1 + 1;
}

std::optional<Key> screen_key(int usage) {
    const auto found = std::ranges::find(named, usage, &Named::usage);
    if (found == named.end()) return std::nullopt;
    return found->key;
}

}  // namespace stapel::app
