#include "station/releases/manifest.hpp"
#include "tests/station/plan/files.hpp"

#include <catch2/catch.hpp>

using namespace stapel;
using namespace stapel::releases;
using Catch::Matchers::Contains;

namespace {

const Manifest example{.release = "nb02-5.24",
                       .version = "5.24",
                       .modules = {"NB02", "VNB02"},
                       .firmware = "v04v5.24 \"x\"",
                       .chips = {"stm32f405"},
                       .minimum_station = {0, 1, 0},
                       .notes = "",
                       .key = *crypto::parse_public_key("MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE="),
                       .regions = {{0x08000000, 1024, std::string(64, 'a')}, {0x08000400, 1, std::string(64, '0')}}};

std::vector<std::string> lines(const std::string& text) {
    const plan::test::Folder folder;
    plan::Problems problems(folder.write("manifest.yaml", text));
    const auto document = plan::Document::read(problems);
    REQUIRE(document.root() != nullptr);
    const auto read = read_manifest(*document.root(), problems);
    CHECK(read.has_value() == problems.empty());
    if (read) CHECK(to_yaml(*read) == text);
    return plan::test::lines_of(problems.in_order());
}

std::string line_with(const std::string& old, const std::string& fresh) {
    std::string text = to_yaml(example);
    const auto at = text.find(old);
    REQUIRE(at != std::string::npos);
    const auto found = lines(text.replace(at, old.size(), fresh));
    return found.empty() ? "" : found.front();
}

}  // namespace

TEST_CASE("a manifest reads back as it was written") { CHECK(lines(to_yaml(example)).empty()); }

TEST_CASE("what a manifest must not say has its place") {
    CHECK_THAT(line_with("nb02-5.24", "../x"), Contains("1:10 expected a release's name"));
    CHECK_THAT(line_with("\"5.24\"", "\"5 24\""), Contains("2:10"));
    CHECK_THAT(line_with("NB02, VNB02", "NB03"), Contains("3:11"));
    CHECK_THAT(line_with("[NB02, VNB02]", "[]"), Contains("an empty list"));
    CHECK_THAT(line_with("stm32f405", "z80"), Contains("stm32f405 or stm32l476"));
    CHECK_THAT(line_with("0.1.0", "0.1"), Contains("a version such as 0.1.0"));
    CHECK_THAT(line_with("MCow", "MCoW"), Contains("a public key for Ed25519"));
    CHECK_THAT(line_with("0x08000000", "08000000"), Contains("an address"));
    CHECK_THAT(line_with("0x08000000", "0x0800000g"), Contains("an address"));
    CHECK_THAT(line_with("1024", "0"), Contains("1 to 16777216"));
    CHECK_THAT(line_with("1024", "1025"), Contains("a region from 0x08000401 on"));
    CHECK_THAT(line_with("0x08000400", "0xFFFFFFFF"), Contains("below 4 GiB"));
    CHECK_THAT(line_with("aaaa", "AAAA"), Contains("64 hex digits in lower case"));
    CHECK_THAT(line_with("firmware:", "firm:"), Contains("the key firmware"));
    CHECK_THAT(lines("regions: []\n").back(), Contains("at least one region"));
}

TEST_CASE("a region's file is named by its address") { CHECK(file_of({0x0801FF00, 1, {}}) == "region-0801FF00.bin"); }
