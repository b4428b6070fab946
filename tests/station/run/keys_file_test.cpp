#include "station/run/keys_file.hpp"
#include "tests/station/plan/files.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace stapel;
using namespace stapel::run;
using plan::UnitDatum;

namespace {

UnitDatum datum(UnitDatum::Format format, std::uint32_t size, std::string file = "keys.csv") {
    return {.name = "key", .size = size, .from = UnitDatum::From::keys, .file = std::move(file), .format = format};
}

LoadedKeys hex(std::string_view content) { return parse_keys(content, datum(UnitDatum::Format::hex, 8)); }
LoadedKeys text(std::string_view content) { return parse_keys(content, datum(UnitDatum::Format::text, 16)); }

std::string first_problem(const LoadedKeys& loaded) {
    return loaded.problems.empty() ? std::string() : plan::test::lines_of(loaded.problems).front();
}

}  // namespace

TEST_CASE("keys are read in their order, with the hash that another program gives them") {
    const auto loaded = hex("key\n0011223344556677\n8899aabbccddeeff\n");
    REQUIRE(loaded.keys);
    CHECK(to_hex(loaded.keys->keys.at(1)) == "8899AABBCCDDEEFF");
    // printf '\x00\x11\x22\x33\x44\x55\x66\x77' | sha256sum
    CHECK(loaded.keys->hashes->numbers().at(0) == "d1a5f998fa6ed82da6943127533b412f2286b30c8473a819f70a8fec5913fea7");
    CHECK(loaded.keys->of_serial.empty());
}

TEST_CASE("a file may have the key of each serial, an end of line of either kind and a mark before its first line") {
    const auto loaded = text("\xEF\xBB\xBFserial,key\r\nS100001,secret01\r\n\r\nS100000,longer-secret-2");
    REQUIRE(loaded.keys);
    CHECK(loaded.keys->of_serial.at("S100000") == 1);
    CHECK(text_of(loaded.keys->keys.at(0)) == std::string("secret01").append(8, '\0'));
}

TEST_CASE("what is wrong is told at its line and never shows a key") {
    CHECK(first_problem(hex("")).starts_with("1:1 expected a header and a key a line, found nothing"));
    CHECK(first_problem(hex("key\n")).starts_with("1:1 expected a header and a key a line, found no key"));
    CHECK(first_problem(hex("keys\n0011223344556677\n")).starts_with("1:1 expected a header `key`"));
    CHECK(first_problem(hex("key\n00112233445566\n")) ==
          "2:1 expected a key of 8 bytes, 16 hex digits, found 14 characters: correct the line, or `size:` and "
          "`format:` in the plan");
    CHECK(first_problem(hex("serial;key\nS100000;001122334455667x\n")).starts_with(
        "2:9 expected a key of 8 bytes, 16 hex digits, found 16 characters, not all of them hex digits"));
    CHECK(first_problem(hex("key\n0011223344556677\n\n0011223344556677\n")).starts_with(
        "4:1 expected each key once, found the key of line 2 again"));
    CHECK(first_problem(hex("serial;key\nS100000,0011223344556677\n")).starts_with("2:1 expected a serial"));
    CHECK(first_problem(hex("serial;key\nS100000;0011223344556677\nS100000;1011223344556677\n")).starts_with(
        "3:1 expected each serial once, found S100000 in line 2 too"));
    CHECK(
        first_problem(text("key\nshort\n")).starts_with("2:1 expected a key of 8 to 16 printable characters, found 5"));
    CHECK(first_problem(text("key\nseventeen-letters\n")).starts_with("2:1 expected a key of 8 to 16 printable"));
    CHECK(first_problem(text("key\nsecret\x01\x02\x03\n")).find("not all of them printable") != std::string::npos);
}

TEST_CASE("a file that is wrong all over is not told all over") {
    std::string content = "key\n";
    for (int i = 0; i < 1000; ++i) content += "x\n";
    CHECK(hex(content).problems.size() == 20);
}

TEST_CASE("a file of keys is there and its owner's alone") {
    const plan::test::Folder folder;
    const auto file = folder.write("keys.csv", "key\n0011223344556677\n");
    const auto load = [&](const std::string& name) { return load_keys(datum(UnitDatum::Format::hex, 8, name)); };
    namespace fs = std::filesystem;
    fs::permissions(file, fs::perms(0644));
    CHECK(first_problem(load(file)).find("mode 0600") != std::string::npos);
    fs::permissions(file, fs::perms(0600));
    CHECK(load(file).keys);
    CHECK(first_problem(load(folder.path("none.csv"))).find("a file of keys, found none") != std::string::npos);
}
