#include "fixtures/meter/iec_frame.hpp"
#include "fixtures/module/message.hpp"
#include "fixtures/module/slip.hpp"
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

TEST_CASE("a secret is hidden in the frames that carry it") {
    const Masker masker({"Geheim01"});
    const auto plain = [&](const Bytes& bytes) { return masker.masked(std::string(text_of(bytes))); };
    const auto message = module::encode(module::Message{.password = "Geheim01", .command = 0x09});
    const auto frame = module::slip_frame(message);
    CHECK(plain(frame) != text_of(frame));
    CHECK(plain(frame).substr(2, 8) == "********");  // C0 01, then the password
    // protocols 1.6: SOH P1 STX (password) ETX BCC, each character with its parity
    const auto block = meter::with_parity(meter::framed(meter::soh, "P1\x02(Geheim01)", meter::Bcc::sum));
    CHECK(plain(block).substr(5, 8) == "********");
    auto odd = block;
    for (auto& byte : odd) byte ^= std::byte{0x80};
    CHECK(plain(odd).substr(5, 8) == "********");
    // 8-bit user data of an SMS, in the hex of its PDU
    const auto hex = "0001000281F000041301" + to_hex(message).substr(2);
    CHECK(masker.masked(hex).find("47656865696D3031") == std::string::npos);
    CHECK(masker.masked(to_hex(odd)).find(to_hex(ByteView(odd).subspan(5, 8))) == std::string::npos);
}

TEST_CASE("a secret that is found later is hidden like the first ones, one too short is not") {
    Masker masker({"Geheim01"});
    masker.hide("Anderes2");
    masker.hide("mts");
    CHECK(masker.masked("Geheim01 Anderes2 mts") == "******** ******** mts");
    CHECK(masker.masked("416E646572657332") == std::string(16, '*'));
}

TEST_CASE("secrets that overlap are both hidden") {
    CHECK(Masker({"abcdef", "defghi"}).masked("-abcdefghi-") == "-*********-");
    CHECK(Masker({"abcd", "abcdef"}).masked("abcdef abcd") == "****** ****");
}

TEST_CASE("where a tape was cut nothing is left of a secret whose beginning is gone") {
    using transport::Direction;
    class StillClock final : public Clock {
    public:
        TimePoint now() const override { return {}; }
        UtcTime utc() const override { return {}; }
        void sleep_until(TimePoint, std::stop_token) const override {}
    };
    const StillClock clock;
    const std::string secret = "S3cr3tS3cr3t";
    const Masker masker({secret});
    const auto kept_of_hex = [&](std::size_t bound) {
        transport::Tape tape(clock, bound);
        tape.record("modem", Direction::out, bytes_of("AT+CMGW " + to_hex(bytes_of(secret))));
        auto entries = tape.entries();
        masker.mask(entries);
        return std::string(text_of(entries.at(0).bytes));
    };
    const std::string hex = to_hex(bytes_of(secret));
    for (std::size_t kept = 1; kept <= hex.size(); ++kept) {
        CAPTURE(kept);
        CHECK(kept_of_hex(32 + kept) == std::string(kept, '*'));
    }
    transport::Tape tape(clock, 100);
    tape.record("meter", Direction::in, bytes_of("P1(" + secret.substr(0, 6)));
    tape.record("meter", Direction::in, bytes_of(secret.substr(6) + ") and a good deal of other text behind it"));
    auto entries = tape.entries();
    REQUIRE(entries.size() == 1);
    masker.mask(entries);
    const std::string left(text_of(entries[0].bytes));
    CHECK(left.find(secret.substr(6)) == std::string::npos);
    CHECK(left.ends_with("of other text behind it"));
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
