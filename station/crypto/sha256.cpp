#include "station/crypto/sha256.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <new>

namespace stapel::crypto {
namespace {

// SHA-256 over bytes in memory fails for want of memory only
void check(int done) {
    if (done != 1) throw std::bad_alloc();
}

char lower(char digit) { return digit >= 'A' && digit <= 'F' ? static_cast<char>(digit - 'A' + 'a') : digit; }

}  // namespace

void Sha256::FreeDigest::operator()(evp_md_st* digest) const { EVP_MD_free(digest); }

void Sha256::FreeContext::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

Sha256::Sha256() : digest_(EVP_MD_fetch(nullptr, "SHA256", nullptr)), context_(EVP_MD_CTX_new()) {
    if (!digest_ || !context_) throw std::bad_alloc();
}

void Sha256::start() { check(EVP_DigestInit_ex2(context_.get(), digest_.get(), nullptr)); }

void Sha256::add(ByteView bytes) { check(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size())); }

Hash Sha256::finish() {
    Hash hash{};
    check(EVP_DigestFinal_ex(context_.get(), reinterpret_cast<unsigned char*>(hash.data()), nullptr));
    return hash;
}

std::string sha256_hex(ByteView bytes) {
    Sha256 sha256;
    sha256.start();
    sha256.add(bytes);
    return lower_hex(sha256.finish());
}

std::string lower_hex(ByteView bytes) {
    std::string hex = to_hex(bytes);
    std::ranges::transform(hex, hex.begin(), lower);
    return hex;
}

}  // namespace stapel::crypto
