#include "station/steps/settings_records.hpp"

#include "fixtures/module/message.hpp"
#include "station/base/bytes.hpp"

#include <catch2/catch.hpp>

using namespace stapel;

namespace {

settings::Profile profile_with(const std::string& admin_password) {
    return settings::profile_from({{"apn", "m2m.example"}, {"admin_password", admin_password}});
}

/// The passwords with which the records open, in their order.
std::vector<std::string> passwords_of(const std::vector<modem::Pdu>& records) {
    std::vector<std::string> passwords;
    for (const auto& record : records) {
        const auto sms = modem::decode(record.hex, modem::SmsKind::submit);
        REQUIRE(sms);
        const auto message = module::decode_message(sms->data);
        REQUIRE(message);
        CHECK(message->command == 0x02);
        if (passwords.empty() || passwords.back() != message->password) passwords.push_back(message->password);
    }
    return passwords;
}

modem::StoredMessage stored(int status, const std::string& pdu) { return {.index = 1, .status = status, .pdu = pdu}; }

// Protocols 4.4: the legacy sample (server, port 5777) in an 8-bit SUBMIT with an invented APN; and 3.6.
const std::string legacy = "0001000191F00004" "24" "013132333435363738" "02" "28012C" "1723" "61706E00" "172400" "172500" "17271691"
                           "172202" "170300" "1A";
const std::string hello = "0011000B916407281553F80000AA0AE8329BFD4697D9EC37";
const std::string six_octets = "0011000B919700214365F70004AA060102037F80FF";

}  // namespace

TEST_CASE("records go to nobody, as 8-bit data, and open with the password that the module has") {
    const auto records = steps::records_for(profile_with("12345678"));
    CHECK(passwords_of(records) == std::vector<std::string>{"12345678"});
    for (const auto& record : records) {
        const auto sms = modem::decode(record.hex, modem::SmsKind::submit);
        REQUIRE(sms);
        CHECK(sms->coding == modem::SmsCoding::octets);
        CHECK(sms->address == "+0");
        CHECK(sms->data.size() <= 140);
        CHECK(record.tpdu_length == static_cast<int>(record.hex.size() / 2) - 1);
        CHECK(steps::is_settings_record(stored(2, record.hex)));
    }
}

TEST_CASE("a new administrator password is written for modules that do and do not have it yet") {
    const auto records = steps::records_for(profile_with("Geheim01"));
    CHECK(passwords_of(records) == std::vector<std::string>{"12345678", "Geheim01"});
    CHECK(records.size() % 2 == 0);
}

TEST_CASE("only messages to be sent that hold a write message are settings records") {
    CHECK(steps::is_settings_record(stored(2, legacy)));
    CHECK(steps::is_settings_record(stored(3, legacy)));
    CHECK_FALSE(steps::is_settings_record(stored(1, legacy)));  // somebody sent it to this SIM
    CHECK_FALSE(steps::is_settings_record(stored(2, hello)));
    CHECK_FALSE(steps::is_settings_record(stored(2, six_octets)));
    CHECK_FALSE(steps::is_settings_record(stored(2, "not a PDU")));
}

TEST_CASE("a service centre that a modem fills in makes no other message") {
    CHECK(steps::same_message(hello, "07919761989901F0" + hello.substr(2)));
    CHECK(steps::same_message(hello, hello));
    CHECK_FALSE(steps::same_message(hello, six_octets));
    CHECK_FALSE(steps::same_message(hello, hello.substr(0, hello.size() - 2)));
    CHECK_FALSE(steps::same_message(hello, "junk"));
}
