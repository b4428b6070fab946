#include "ui/app/window/preferences.hpp"

#include "tests/support/environment.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

using namespace stapel::app;
using stapel::test::Environment;

namespace fs = std::filesystem;

namespace {

constexpr Preferences others{.language = Language::en, .scale_percent = 175, .sounds = false};

void check_same(const Preferences& found, const Preferences& expected) {
    CHECK(found.language == expected.language);
    CHECK(found.scale_percent == expected.scale_percent);
    CHECK(found.sounds == expected.sounds);
}

/// `window.yaml` in a folder of its own, which goes with it.
class Place {
public:
    Place() {
        std::string pattern = fs::temp_directory_path() / "stapel-test-XXXXXX";
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        folder_ = pattern;
        file = folder_ / "stapel" / "window.yaml";
    }
    ~Place() { fs::remove_all(folder_); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    void write(const std::string& text) const { std::ofstream(file, std::ios::binary) << text; }
    [[nodiscard]] std::string text() const {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

    std::string file;

private:
    fs::path folder_;
};

}  // namespace

TEST_CASE("what was kept is read again, in a folder that was not there") {
    const Place place;
    CHECK(keep_preferences(place.file, others) == "");
    const auto kept = read_preferences(place.file);
    check_same(kept.preferences, others);
    CHECK(kept.problems.empty());
    CHECK(keep_preferences(place.file, {}) == "");
    check_same(read_preferences(place.file).preferences, {});
    CHECK(std::distance(fs::directory_iterator(fs::path(place.file).parent_path()), {}) == 1);
}

TEST_CASE("no file is no complaint") {
    const Place place;
    const auto kept = read_preferences(place.file);
    check_same(kept.preferences, {});
    CHECK(kept.problems.empty());
}

TEST_CASE("what is wrong in the file is a warning with its place, the rest counts") {
    const Place place;
    REQUIRE(keep_preferences(place.file, {}) == "");
    place.write("language: en\nscale: 400\nvolume: 3\n");
    const auto kept = read_preferences(place.file);
    check_same(kept.preferences, {.language = Language::en});
    REQUIRE(kept.problems.size() == 2);
    CHECK(kept.problems[0].find(place.file + ":2:8: warning: expected ") == 0);
    CHECK(kept.problems[0].find("400") != std::string::npos);
    CHECK(kept.problems[1].find(place.file + ":3:1: warning: ") == 0);
    CHECK(kept.problems[1].find("volume") != std::string::npos);
}

TEST_CASE("a damaged file is a warning, and everything is as without one") {
    const Place place;
    REQUIRE(keep_preferences(place.file, others) == "");
    const std::string damaged[] = {"",          std::string(4, '\0'),        "language: [en",
                                   "- 1\n- 2\n", "scale: \"\x80\xFF\"\n", std::string(100'000, '{')};
    for (const auto& text : damaged) {
        CAPTURE(text.substr(0, 20));
        place.write(text);
        const auto kept = read_preferences(place.file);
        check_same(kept.preferences, {});
        CHECK_FALSE(kept.problems.empty());
    }
}

TEST_CASE("a file that cannot be written is told and leaves the earlier one") {
    const Place place;
    REQUIRE(keep_preferences(place.file, others) == "");
    const auto before = place.text();
    fs::create_directory(place.file + ".new");  // where the new one would be written
    const auto why = keep_preferences(place.file, {});
    CHECK(why.find(place.file + ".new cannot be written") != std::string::npos);
    CHECK(place.text() == before);
}

TEST_CASE("a folder that cannot be made is told") {
    const Place place;
    std::ofstream(fs::path(place.file).parent_path()) << "a file";
    CHECK(keep_preferences(place.file, others).find(fs::path(place.file).parent_path().string()) == 0);
}

TEST_CASE("where the file is") {
    const Environment home("HOME", "/users/olga");
    {
        const Environment config("XDG_CONFIG_HOME", "/etc/line");
        CHECK(preferences_file() == "/etc/line/stapel/window.yaml");
    }
    const Environment config("XDG_CONFIG_HOME", "not/absolute");
    CHECK(preferences_file() == "/users/olga/.config/stapel/window.yaml");
}
