#include "station/crypto/random.hpp"

#include <openssl/rand.h>

#include <new>

namespace stapel::crypto {

Bytes random_bytes(std::size_t count) {
    Bytes bytes(count);
    // fails for want of a source of randomness only, and then nothing secret can be made
    if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1)
        throw std::bad_alloc();
    return bytes;
}

}  // namespace stapel::crypto
