#include "station/run/secrets.hpp"

#include "fixtures/meter/iec_frame.hpp"

#include <algorithm>
#include <cassert>
#include <map>
#include <utility>

namespace stapel::run {
namespace {

constexpr std::size_t shortest_packed = 3;  // two octets alone stand anywhere by chance

/// Bit 7 the other way round: even parity becomes odd.
Bytes flipped(Bytes bytes) {
    for (std::byte& byte : bytes) byte ^= std::byte{0x80};
    return bytes;
}

/// Without bit 7, whatever parity it carries: a module may have the wrong one.
std::string seven_bits(std::string text) {
    for (char& c : text) c = static_cast<char>(static_cast<unsigned char>(c) & 0x7FU);
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

void add_hex(std::vector<std::string>& patterns, ByteView octets) {
    const auto hex = to_hex(octets);
    patterns.insert(patterns.end(), {hex, lower(hex)});
}

/// Blanks every occurrence; `searched` is the text as it was, so that secrets that overlap are all found.
void blank(std::string& bytes, const std::string& searched, const std::string& pattern) {
    for (auto at = searched.find(pattern); at != std::string::npos; at = searched.find(pattern, at + 1))
        bytes.replace(at, pattern.size(), pattern.size(), '*');
}

}  // namespace

Masker::Masker(const std::vector<std::string>& secrets) {
    for (const auto& secret : secrets) {
        assert(secret.size() >= plan::shortest_secret);
        add(secret);
    }
}

void Masker::hide(const std::string& secret) {
    const bool known = std::ranges::find(plain_, seven_bits(secret)) != plain_.end();
    if (secret.size() >= plan::shortest_secret && !known) add(secret);
}

void Masker::add(const std::string& secret) {
    plain_.push_back(seven_bits(secret));
    const Bytes even = meter::with_parity(secret);
    add_hex(coded_, bytes_of(secret));
    add_hex(coded_, even);
    add_hex(coded_, flipped(even));
    for (unsigned shift = 0; shift < 8; ++shift) {
        auto octets = packed(secret, shift);
        if (octets.size() < shortest_packed) continue;
        add_hex(coded_, bytes_of(octets));
        coded_.push_back(std::move(octets));
    }
    for (const auto* patterns : {&plain_, &coded_})
        for (const auto& pattern : *patterns) longest_ = std::max(longest_, pattern.size());
}

void Masker::mask_bytes(std::string& bytes) const {
    const std::string original = bytes, folded = seven_bits(bytes);
    for (const auto& pattern : plain_) blank(bytes, folded, pattern);
    for (const auto& pattern : coded_) blank(bytes, original, pattern);
}

std::string Masker::masked(std::string text) const {
    mask_bytes(text);
    return text;
}

/// What one channel carried in one direction.
struct Masker::Lane {
    std::string bytes{};
    std::vector<std::size_t> cuts{};  ///< where something is missing
    std::size_t taken = 0;
};

void Masker::mask_lane(Lane& lane) const {
    mask_bytes(lane.bytes);
    for (const auto cut : lane.cuts) {
        const auto count = std::min(longest_ - 1, lane.bytes.size() - cut);
        lane.bytes.replace(cut, count, count, '*');
    }
}

void Masker::mask(std::vector<transport::TapeEntry>& entries) const {
    if (longest_ == 0) return;
    std::map<std::pair<std::string, transport::Direction>, Lane> lanes;
    for (const auto& entry : entries) {
        auto& lane = lanes[{entry.channel, entry.direction}];
        if (entry.cut) lane.cuts.push_back(lane.bytes.size());
        lane.bytes += text_of(entry.bytes);
    }
    for (auto& [name, lane] : lanes) mask_lane(lane);
    for (auto& entry : entries) {
        auto& lane = lanes[{entry.channel, entry.direction}];
        const auto part = bytes_of(std::string_view(lane.bytes).substr(lane.taken, entry.bytes.size()));
        lane.taken += entry.bytes.size();
        entry.bytes.assign(part.begin(), part.end());
    }
}

}  // namespace stapel::run
