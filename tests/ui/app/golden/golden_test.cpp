#include "tests/ui/app/golden/golden_pictures.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <set>
#include <string>

using namespace stapel::app;
using namespace stapel::app::test;

namespace {

const std::filesystem::path golden_folder = GOLDEN_FOLDER, found_folder = FOUND_FOLDER;

/// The version of Dear ImGui that the golden pictures were drawn with (Debian 12); another one places pixels otherwise.
constexpr std::string_view drawn_with = "1.86";

constexpr const char* how_to_renew =
    "Look at what was found and at the difference; if it is meant, renew the golden pictures:\n"
    "  cmake --build --preset dev --target renew_golden_pictures";

/// Both pictures to look at, where the build keeps its files.
void keep_to_look_at(const std::string& name, const Image& golden, const Image& found) {
    std::filesystem::create_directories(found_folder);
    write_png(found_folder / (name + ".found.png"), found);
    write_png(found_folder / (name + ".difference.png"), difference(golden, found));
}

void compare(const std::string& name, const Image& found) {
    const auto golden = read_png(golden_folder / (name + ".png"));
    const auto different = count_different(golden.value_or(Image{}), found);
    if (different == 0) return;
    keep_to_look_at(name, golden.value_or(Image{}), found);
    FAIL_CHECK(name << ": " << (golden ? std::to_string(different) + " pixels differ from " : std::string("there is no "))
                    << (golden_folder / (name + ".png")).string() << "; found: "
                    << (found_folder / (name + ".found.png")).string() << "\n" << how_to_renew);
}

std::string outside(const Picture& picture) {
    for (const auto& widget : picture.widgets)
        if (widget.x < 0 || widget.y < 0 || widget.x + widget.width > static_cast<float>(picture.width) + 0.5F ||
            widget.y + widget.height > static_cast<float>(picture.height) + 0.5F)
            return widget.name;
    return {};
}

std::string named_twice(const Picture& picture) {
    std::set<std::string> names;
    for (const auto& widget : picture.widgets)
        if (!names.insert(widget.name).second) return widget.name;
    return {};
}

}  // namespace

TEST_CASE("Every golden picture is drawn again pixel by pixel") {
    fix_time_zone();
    const bool comparable = std::string_view(IMGUI_VERSION_FOUND).starts_with(drawn_with);
    if (!comparable) WARN("not compared: drawn with Dear ImGui " << IMGUI_VERSION_FOUND << ", the golden ones with " << drawn_with);
    for (const auto& golden : golden_pictures()) {
        const auto name = picture_name(golden.sample, golden.variant);
        INFO(name);
        const auto picture = picture_of(golden.sample, golden.variant);
        REQUIRE_FALSE(picture.widgets.empty());
        CHECK(named_twice(picture) == "");
        CHECK(outside(picture) == "");
        if (comparable) compare(name, image_of(picture));
    }
}

TEST_CASE("Every golden picture is one that is drawn") {
    std::set<std::string> drawn;
    for (const auto& golden : golden_pictures()) drawn.insert(picture_name(golden.sample, golden.variant) + ".png");
    for (const auto& entry : std::filesystem::directory_iterator(golden_folder))
        if (entry.path().extension() == ".png") CHECK(drawn.contains(entry.path().filename().string()));
}

TEST_CASE("A picture that differs is told by its pixels") {
    const Image grey{2, 1, {10, 20, 30, 255, 40, 50, 60, 255}};
    auto other = grey;
    other.rgba[5] = 51;
    CHECK(count_different(grey, grey) == 0);
    CHECK(count_different(grey, other) == 1);
    CHECK(count_different(grey, Image{}) == 2);
    CHECK(difference(grey, other).rgba == std::vector<std::uint8_t>{194, 197, 199, 255, 255, 0, 0, 255});
}

TEST_CASE("A picture is the same after it was written and read") {
    const auto file = std::filesystem::temp_directory_path() / "stapel-png-test.png";
    Image few{2, 2, {1, 2, 3, 255, 4, 5, 6, 255, 1, 2, 3, 255, 7, 8, 9, 255}};
    Image many{300, 1, {}};
    for (int x = 0; x < many.width; ++x)
        many.rgba.insert(many.rgba.end(), {static_cast<std::uint8_t>(x & 255), static_cast<std::uint8_t>(x / 2), 7, 255});
    for (const auto& image : {few, many}) {
        write_png(file, image);
        CHECK(read_png(file) == image);
    }
    std::filesystem::remove(file);
    CHECK_FALSE(read_png(file).has_value());
}
