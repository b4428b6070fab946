#pragma once

#include <stdint.h>

namespace stapel::firmware {

constexpr unsigned aes_block = 16;

/// Encrypts one block with AES-128 (FIPS 197); key, block and result have 16 bytes, the result may be the block.
void aes128_encrypt(const uint8_t* key, const uint8_t* block, uint8_t* result);

}  // namespace stapel::firmware
