#include "tests/reports/code_128_reader.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace stapel::reports::test {
namespace {

// Widths of bars and spaces by value, 0 to 105; then the stop.
constexpr std::array<std::string_view, 106> widths{
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213", "221312", "231212",
    "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132", "221231", "213212", "223112", "312131",
    "311222", "321122", "321221", "312212", "322112", "322211", "212123", "212321", "232121", "111323", "131123", "131321",
    "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331", "132131", "113123", "113321", "133121",
    "313121", "211331", "231131", "213113", "213311", "213131", "311123", "311321", "331121", "312113", "312311", "332111",
    "314111", "221411", "431111", "111224", "111422", "121124", "121421", "141122", "141221", "112214", "112412", "122114",
    "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111", "111242", "121142", "121241", "114212",
    "124112", "124211", "411212", "421112", "421211", "212141", "214121", "412121", "111143", "111341", "131141", "114113",
    "114311", "411113", "411311", "113141", "114131", "311141", "411131", "211412", "211214", "211232"};
constexpr std::string_view stop = "2331112";

constexpr int to_c = 99, to_b = 100, start_b = 104, start_c = 105;

std::string runs_of(const std::vector<bool>& modules) {
    std::string runs;
    for (std::size_t i = 0; i < modules.size();) {
        const auto end = static_cast<std::size_t>(std::find(modules.begin() + static_cast<std::ptrdiff_t>(i), modules.end(),
                                                            !modules[i]) - modules.begin());
        runs += static_cast<char>('0' + std::min<std::size_t>(end - i, 9));
        i = end;
    }
    return runs;
}

std::optional<std::vector<int>> values_of(std::string_view runs) {
    if (!runs.ends_with(stop) || (runs.size() - stop.size()) % 6 != 0) return std::nullopt;
    runs.remove_suffix(stop.size());
    std::vector<int> values;
    for (; !runs.empty(); runs.remove_prefix(6)) {
        const auto found = std::ranges::find(widths, runs.substr(0, 6));
        if (found == widths.end()) return std::nullopt;
        values.push_back(static_cast<int>(found - widths.begin()));
    }
    return values;
}

bool check_fits(const std::vector<int>& values) {
    if (values.size() < 3) return false;
    int sum = values[0];
    for (std::size_t i = 1; i + 1 < values.size(); ++i) sum += static_cast<int>(i) * values[i];
    return sum % 103 == values.back();
}

std::string two_digits(int value) { return {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)}; }

}  // namespace

std::optional<std::string> read_code_128(const std::vector<bool>& modules) {
    const auto values = values_of(runs_of(modules));
    if (!values || !check_fits(*values)) return std::nullopt;
    int set = (*values)[0];
    std::string text;
    for (std::size_t i = 1; i + 1 < values->size(); ++i) {
        const int value = (*values)[i];
        if (set == start_b && value == to_c) set = start_c;
        else if (set == start_c && value == to_b) set = start_b;
        else if (set == start_b && value < 96) text += static_cast<char>(' ' + value);
        else if (set == start_c && value < 100) text += two_digits(value);
        else return std::nullopt;
    }
    return text;
}

}  // namespace stapel::reports::test
