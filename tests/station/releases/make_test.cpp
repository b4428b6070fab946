#include "tests/station/releases/release_rig.hpp"
#include "tests/support/full_disk.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace stapel;
using namespace stapel::releases;
using namespace stapel::releases::test;
using Catch::Matchers::Contains;

namespace {

/// What keeps it from being made; nothing is left behind then.
std::string refusal(const Order& order, const plan::test::Folder& folder) {
    std::string text;
    for (const auto& problem : make(order, key_of('a'))) text += to_text(problem) + '\n';
    CHECK_FALSE(text.empty());
    CHECK(std::filesystem::is_empty(folder.path("")));
    return text;
}

}  // namespace

TEST_CASE("a release is made for the chips that are named, else for all that the image fits") {
    const plan::test::Folder folder;
    Order order = order_for(folder.path("one"));
    order.chips = {"stm32l476"};
    REQUIRE(make(order, key_of('a')).empty());
    CHECK_THAT(content_of(folder.path("one/manifest.yaml")), Contains("chips: [stm32l476]\n"));
    order.folder = folder.path("all") + "/";
    order.chips = {};
    order.minimum_station = {9, 0, 0};  // a release for stations to come can be made before them
    REQUIRE(make(order, key_of('a')).empty());
    CHECK_THAT(content_of(folder.path("all/manifest.yaml")), Contains("chips: [stm32f405, stm32l476]\n"));
}

TEST_CASE("what cannot become a release is refused with everything that is wrong") {
    const plan::test::Folder folder;
    const Order good = order_for(folder.path("nb02-5.24"));
    Order order = good;
    order.folder = folder.path("NB02 5.24");
    order.version = "5 24";
    order.module = "VNB02";
    order.notes = "two\nlines";
    const std::string text = refusal(order, folder);
    CHECK_THAT(text, Contains("a name of a-z, 0-9, '.' and '-'") && Contains("correct --version") &&
                         Contains("an image for VNB02, found one for NB02") && Contains("notes of one line"));
    order = good;
    order.notes = "\xFF";
    CHECK_THAT(refusal(order, folder), Contains("manifest.yaml"));
    order = good;
    order.image.image = {};
    REQUIRE(order.image.image.add(0x08000000, Bytes(1024)));
    CHECK_THAT(refusal(order, folder), Contains("an image with a module's header") && Contains("a chip that is known"));
    order = good;
    order.image.image.patch(0x08000000, from_hex("00000220"));  // the stack lies in the RAM of the other chip alone
    order.chips = {"stm32l476"};
    CHECK_THAT(refusal(order, folder), Contains("an image for stm32l476"));
    order = good;
    order.folder = folder.path("none/nb02-5.24");
    CHECK_THAT(refusal(order, folder), Contains("No such file"));
}

TEST_CASE("a release never changes, and one that could not be written leaves nothing") {
    const plan::test::Folder folder;
    const Order order = order_for(folder.path("nb02-5.24"));
    {
        const stapel::test::FullDisk full(512);
        CHECK_THAT(refusal(order, folder), Contains("free space"));
    }
    REQUIRE(make(order, key_of('a')).empty());
    const std::string before = content_of(folder.path("nb02-5.24/manifest.yaml"));
    Order other = order;
    other.version = "5.25";
    CHECK_THAT(to_text(make(other, key_of('a')).at(0)), Contains("a release never changes"));
    CHECK(content_of(folder.path("nb02-5.24/manifest.yaml")) == before);
}
