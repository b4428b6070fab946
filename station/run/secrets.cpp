#include "station/run/secrets.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <map>
#include <utility>

namespace stapel::run {
namespace {

std::string with_parity(std::string text) {
    for (char& c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::popcount(byte) % 2 != 0) c = static_cast<char>(byte | 0x80U);
    }
    return text;
}

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; });
    return text;
}

/// The whole octets of the GSM 7-bit packing (3GPP TS 23.038, 6.1.2.1) when the text begins `shift` bits into one;
/// octets shared with neighbours are left out.
std::string packed(const std::string& text, unsigned shift) {
    std::string octets;
    unsigned held = 0, bits = shift;
    bool whole = shift == 0;
    for (const char c : text) {
        held |= (static_cast<unsigned char>(c) & 0x7FU) << bits;
        bits += 7;
        if (bits < 8) continue;
        if (whole) octets += static_cast<char>(held & 0xFFU);
        whole = true;
        held >>= 8;
        bits -= 8;
    }
    return octets;
}

}  // namespace

Masker::Masker(const std::vector<std::string>& secrets) {
    for (const auto& secret : secrets) {
        assert(secret.size() >= 4);
        const auto hex = to_hex(bytes_of(secret));
        patterns_.insert(patterns_.end(), {secret, with_parity(secret), hex, lower(hex)});
        for (unsigned shift = 0; shift < 8; ++shift) {
            auto octets = packed(secret, shift);
            if (octets.size() < 3) continue;
            const auto octets_hex = to_hex(bytes_of(octets));
            patterns_.insert(patterns_.end(), {std::move(octets), octets_hex, lower(octets_hex)});
        }
    }
    std::ranges::sort(patterns_, std::greater<>(), &std::string::size);
}

void Masker::mask_bytes(std::string& bytes) const {
    for (const auto& pattern : patterns_)
        for (auto at = bytes.find(pattern); at != std::string::npos; at = bytes.find(pattern, at + pattern.size()))
            bytes.replace(at, pattern.size(), pattern.size(), '*');
}

std::string Masker::masked(std::string text) const {
    mask_bytes(text);
    return text;
}

void Masker::mask(std::vector<transport::TapeEntry>& entries) const {
    if (patterns_.empty()) return;
    std::map<std::pair<std::string, transport::Direction>, std::string> lanes;
    for (const auto& entry : entries) lanes[{entry.channel, entry.direction}] += text_of(entry.bytes);
    for (auto& [lane, bytes] : lanes) mask_bytes(bytes);
    std::map<std::pair<std::string, transport::Direction>, std::size_t> taken;
    for (auto& entry : entries) {
        const auto lane = std::pair(entry.channel, entry.direction);
        const auto part = bytes_of(std::string_view(lanes[lane]).substr(taken[lane], entry.bytes.size()));
        taken[lane] += entry.bytes.size();
        entry.bytes.assign(part.begin(), part.end());
    }
}

}  // namespace stapel::run
