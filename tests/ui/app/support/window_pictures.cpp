// Pictures of the window, made without a display, to be looked at: `window_pictures FOLDER [NAME ...]` draws every sample,
// or those named, in both languages at 100 and 150 %; `window_pictures --golden FOLDER` draws those that the tests compare.
#include "tests/ui/app/golden/golden_pictures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <span>

using namespace stapel::app;
using namespace stapel::app::test;

namespace {

void draw(const std::filesystem::path& folder, const Sample& sample, const Variant& variant) {
    const auto file = folder / (picture_name(sample, variant) + ".png");
    write_png(file, image_of(picture_of(sample, variant)));
    fmt::print("{}\n", file.string());
}

void draw_golden(const std::filesystem::path& folder) {
    for (const auto& golden : golden_pictures()) draw(folder, golden.sample, golden.variant);
}

void draw_samples(const std::filesystem::path& folder, std::span<char*> names) {
    for (const auto& sample : all_samples()) {
        if (!names.empty() && std::ranges::find(names, sample.name) == names.end()) continue;
        for (const auto& variant : all_variants) draw(folder, sample, variant);
    }
}

}  // namespace

int main(int argc, char** argv) {
    const std::span arguments(argv + 1, static_cast<std::size_t>(argc - 1));
    const bool golden = arguments.size() == 2 && std::string_view(arguments[0]) == "--golden";
    if (arguments.empty()) {
        std::fprintf(stderr, "window_pictures: expected FOLDER [SAMPLE ...] or --golden FOLDER\n");
        return 2;
    }
    fix_time_zone();
    const std::filesystem::path folder = arguments[golden ? 1 : 0];
    std::filesystem::create_directories(folder);
    if (golden) draw_golden(folder);
    else draw_samples(folder, arguments.subspan(1));
    return 0;
}
