#include "station/run/secrets.hpp"
#include "station/run/secrets_file.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

using namespace stapel;
using namespace stapel::run;

TEST_CASE("a secret is hidden plain, in hex, with parity and packed to seven bits") {
    const Masker masker({"hellohello"});
    CHECK(masker.masked("PSW hellohello,1") == "PSW **********,1");
    CHECK(masker.masked("68656C6C6F68656C6C6F") == std::string(20, '*'));
    CHECK(masker.masked("68656c6c6f68656c6c6f") == std::string(20, '*'));
    // `hellohello` in the GSM 7-bit packing: E8 32 9B FD 46 97 D9 EC 37 (3GPP TS 23.038's well-known sample)
    const auto packed = masker.masked(std::string(text_of(from_hex("00E8329BFD4697D9EC3700"))));
    CHECK(to_hex(bytes_of(packed)).find("329BFD46") == std::string::npos);
    // even parity: h 68 has three ones and becomes E8
    const auto parity = masker.masked(std::string(text_of(from_hex("E8656C6C6FE8656C6C6F"))));
    CHECK(parity == std::string(10, '*'));
    CHECK(masker.masked("hello") == "hello");
}

TEST_CASE("on a tape a secret is hidden across entries of one channel and direction, byte for byte") {
    using transport::Direction;
    const Masker masker({"12345678"});
    const auto entry = [](Direction direction, std::string_view text) {
        const auto bytes = bytes_of(text);
        return transport::TapeEntry{0, "meter", direction, Bytes(bytes.begin(), bytes.end())};
    };
    std::vector entries{entry(Direction::out, "P1(1234"), entry(Direction::in, "56"), entry(Direction::out, "5678)")};
    masker.mask(entries);
    CHECK(text_of(entries[0].bytes) == "P1(****");
    CHECK(text_of(entries[1].bytes) == "56");
    CHECK(text_of(entries[2].bytes) == "****)");
}

namespace {

LoadedSecrets load(const std::string& text, std::filesystem::perms permissions) {
    const auto file = std::filesystem::temp_directory_path() / "stapel-secrets-test.yaml";
    std::ofstream(file) << text;
    std::filesystem::permissions(file, permissions);
    auto loaded = load_secrets(file.string());
    std::filesystem::remove(file);
    return loaded;
}

constexpr auto owner_only = std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;

}  // namespace

TEST_CASE("secrets come from a private file of quoted texts") {
    const auto loaded = load("sim_pin: \"0000\"\napn_password: 'geheim'\n", owner_only);
    CHECK(loaded.problems.empty());
    CHECK(loaded.secrets.at("sim_pin") == "0000");
    CHECK(loaded.secrets.at("apn_password") == "geheim");
}

TEST_CASE("a secrets file that others may read, or that holds no texts, is refused without showing a secret") {
    const auto open = load("sim_pin: \"0000\"\n", owner_only | std::filesystem::perms::group_read);
    REQUIRE(open.problems.size() == 1);
    CHECK(open.problems[0].expected.find("0600") != std::string::npos);
    const auto number = load("sim_pin: 7391\n", owner_only);
    REQUIRE(number.problems.size() == 1);
    CHECK(to_text(number.problems[0]).find("7391") == std::string::npos);
    CHECK(load("sim_pin: \"12\"\n", owner_only).problems.size() == 1);
    CHECK(load("just text", owner_only).problems.size() == 1);
    CHECK(load_secrets("/nowhere/secrets.yaml").problems.size() == 1);
}
