#include "station/crypto/ed25519.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <algorithm>
#include <cassert>
#include <new>

namespace stapel::crypto {
namespace {

// What stands before the 32 bytes of a key in SubjectPublicKeyInfo (RFC 8410, section 4); with them 60 characters.
constexpr std::array info_prefix = std::to_array<unsigned char>(
    {0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00});
constexpr std::size_t info_length = info_prefix.size() + 32, text_length = 60;

struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    void operator()(BIO* bio) const { BIO_free(bio); }
};
template <typename Handle>
using Owned = std::unique_ptr<Handle, Free>;

const unsigned char* octets(ByteView bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

Owned<EVP_MD_CTX> new_context() {
    Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
    if (!context) throw std::bad_alloc();
    return context;
}

/// Nobody is asked for a password: that would read the terminal behind the program's back.
int no_password(char*, int, int, void*) { return -1; }

}  // namespace

std::string to_text(const PublicKey& key) {
    std::array<unsigned char, info_length> info{};
    std::ranges::copy(info_prefix, info.begin());
    std::copy_n(octets(key.bytes), key.bytes.size(), info.begin() + info_prefix.size());
    std::array<unsigned char, text_length + 1> text{};
    EVP_EncodeBlock(text.data(), info.data(), static_cast<int>(info.size()));
    return {reinterpret_cast<const char*>(text.data()), text_length};
}

std::optional<PublicKey> parse_public_key(std::string_view text) {
    std::array<unsigned char, info_length + 1> info{};  // the fill character counts as a byte
    if (text.size() != text_length ||
        EVP_DecodeBlock(info.data(), reinterpret_cast<const unsigned char*>(text.data()), text_length) < 0)
        return std::nullopt;
    PublicKey key;
    std::copy_n(reinterpret_cast<const std::byte*>(info.data()) + info_prefix.size(), key.bytes.size(),
                        key.bytes.begin());
    return to_text(key) == text ? std::optional(key) : std::nullopt;  // the prefix is right, no blank was skipped
}

bool verifies(const PublicKey& key, ByteView message, const Signature& signature) {
    const Owned<EVP_PKEY> public_key(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, octets(key.bytes), key.bytes.size()));
    if (!public_key) throw std::bad_alloc();
    const auto context = new_context();
    return EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, public_key.get()) == 1 &&
           EVP_DigestVerify(context.get(), octets(signature), signature.size(), octets(message), message.size()) == 1;
}

void PrivateKey::Free::operator()(evp_pkey_st* key) const { EVP_PKEY_free(key); }

PublicKey PrivateKey::public_key() const {
    PublicKey key;
    std::size_t length = key.bytes.size();
    [[maybe_unused]] const int done =
        EVP_PKEY_get_raw_public_key(key_.get(), reinterpret_cast<unsigned char*>(key.bytes.data()), &length);
    assert(done == 1 && length == key.bytes.size());
    return key;
}

Signature PrivateKey::sign(ByteView message) const {
    Signature signature{};
    std::size_t length = signature.size();
    const auto context = new_context();
    const bool signed_ = EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) == 1 &&
                         EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &length,
                                        octets(message), message.size()) == 1;
    if (!signed_ || length != signature.size()) throw std::bad_alloc();  // a key in memory signs unless memory is short
    return signature;
}

KeyOrProblem read_private_key(std::string_view pem) {
    const Owned<BIO> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    if (!bio) throw std::bad_alloc();
    if (pem.find("ENCRYPTED") != std::string_view::npos)
        return {{}, "a private key without a password expected, an encrypted one found: decrypt it to a place that "
                    "only you can read"};
    Owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr));
    if (!key)
        return {{}, "a private key in PEM expected (-----BEGIN PRIVATE KEY-----), none found: make one with `openssl "
                    "genpkey -algorithm ed25519`"};
    if (EVP_PKEY_get_id(key.get()) != EVP_PKEY_ED25519)
        return {{}, "a key for Ed25519 expected, one of another kind found: make one with `openssl genpkey -algorithm "
                    "ed25519`"};
    return {PrivateKey(key.release()), {}};
}

}  // namespace stapel::crypto
