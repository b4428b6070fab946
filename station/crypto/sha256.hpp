#pragma once

#include "station/base/bytes.hpp"

#include <array>
#include <memory>
#include <string>

struct evp_md_st;
struct evp_md_ctx_st;

namespace stapel::crypto {

using Hash = std::array<std::byte, 32>;

/// SHA-256, reusable: `start`, any number of `add`, `finish`.
class Sha256 {
public:
    Sha256();
    void start();
    void add(ByteView bytes);
    [[nodiscard]] Hash finish();

private:
    struct FreeDigest {
        void operator()(evp_md_st* digest) const;
    };
    struct FreeContext {
        void operator()(evp_md_ctx_st* context) const;
    };
    // kept: looking the algorithm up costs more than hashing a row
    std::unique_ptr<evp_md_st, FreeDigest> digest_;
    std::unique_ptr<evp_md_ctx_st, FreeContext> context_;
};

/// 64 lower-case hex digits.
[[nodiscard]] std::string sha256_hex(ByteView bytes);

/// Any bytes as lower-case hex digits, as hashes are shown everywhere.
[[nodiscard]] std::string lower_hex(ByteView bytes);

}  // namespace stapel::crypto
