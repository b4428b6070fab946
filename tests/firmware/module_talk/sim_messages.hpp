#pragma once

#include "station/base/bytes.hpp"

#include <string>
#include <vector>

// Messages of a SIM that hold settings (dialect 1), put together without the firmware's own code.

/// The user data of the vector in protocols 3.6 (8-bit submit) in place of its own.
inline std::string submit(const std::string& data) {
    const stapel::Bytes length{static_cast<std::byte>(data.size())};
    return "0011000B919700214365F70004AA" + stapel::to_hex(length) + stapel::to_hex(stapel::bytes_of(data));
}
inline std::string item(std::uint8_t id, const std::string& value) {
    return std::string("\x17") + static_cast<char>(id) + static_cast<char>(value.size()) + value;
}
inline std::string record(const std::string& password, const std::string& items) {
    return "\x01" + password + "\x02" + items + "\x1A";
}
/// The answer to CMGL as a SIM with these messages gives it.
inline std::string listing(const std::vector<std::string>& pdus) {
    std::string text;
    for (std::size_t at = 0; at < pdus.size(); ++at)
        text += "+CMGL: " + std::to_string(at + 1) + ",2,," + std::to_string(pdus[at].size() / 2 - 1) + "\r\n" +
                pdus[at] + "\r\n";
    return text;
}
