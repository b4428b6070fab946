#pragma once

#include "station/base/bytes.hpp"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace stapel::crypto {

// Signatures by Ed25519 (RFC 8032).

struct PublicKey {
    std::array<std::byte, 32> bytes{};
    bool operator==(const PublicKey&) const = default;
};
/// 60 characters of Base64: the one line between the marks of a PEM file of that public key (RFC 8410).
[[nodiscard]] std::string to_text(const PublicKey& key);
/// The reverse; none when it is no public key for Ed25519.
[[nodiscard]] std::optional<PublicKey> parse_public_key(std::string_view text);

using Signature = std::array<std::byte, 64>;

[[nodiscard]] bool verifies(const PublicKey& key, ByteView message, const Signature& signature);

class PrivateKey {
public:
    explicit PrivateKey(evp_pkey_st* owned) : key_(owned) {}

    [[nodiscard]] PublicKey public_key() const;
    [[nodiscard]] Signature sign(ByteView message) const;

private:
    struct Free {
        void operator()(evp_pkey_st* key) const;
    };
    std::unique_ptr<evp_pkey_st, Free> key_;
};

/// A key from the text of a PEM file (PKCS#8, not encrypted), or why it is none.
struct KeyOrProblem {
    std::optional<PrivateKey> key;
    std::string problem;  ///< expected, found, what to do
};
[[nodiscard]] KeyOrProblem read_private_key(std::string_view pem);

}  // namespace stapel::crypto
