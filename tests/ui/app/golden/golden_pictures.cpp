#include "tests/ui/app/golden/golden_pictures.hpp"

#include <algorithm>
#include <string_view>

namespace stapel::app::test {
namespace {

/// The samples that stand for a screen.
constexpr std::array<std::string_view, 5> screens{"operator-4", "site-fail", "engineer", "history", "settings"};

}  // namespace

std::vector<GoldenPicture> golden_pictures() {
    std::vector<GoldenPicture> pictures;
    for (const auto& sample : all_samples()) {
        const bool is_screen = std::ranges::find(screens, sample.name) != screens.end();
        for (const auto& variant : all_variants)
            if (is_screen || &variant == all_variants.data()) pictures.push_back({sample, variant});
    }
    return pictures;
}

}  // namespace stapel::app::test
