#pragma once

#include "station/base/bytes.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace stapel::flasher {

/// What is to be in the flash: blocks of bytes by address, never overlapping, never touching.
class Image {
public:
    /// Adds bytes; false, and nothing added, when some address already holds another value (same values are
    /// accepted). They end below 4 GiB.
    [[nodiscard]] bool add(std::uint32_t address, ByteView bytes);
    /// Overwrites bytes that are there; asserts that they are.
    void patch(std::uint32_t address, ByteView bytes);

    [[nodiscard]] const std::map<std::uint32_t, Bytes>& blocks() const { return blocks_; }
    [[nodiscard]] std::size_t size() const;
    /// First address and one past the last; both 0 when empty.
    [[nodiscard]] std::uint32_t begin() const;
    [[nodiscard]] std::uint32_t end() const;
    /// `length` bytes from `address`; none unless all of them are there.
    [[nodiscard]] std::optional<Bytes> bytes(std::uint32_t address, std::size_t length) const;

private:
    using Blocks = std::map<std::uint32_t, Bytes>;
    void join(std::uint32_t address, ByteView bytes, Blocks::iterator first, Blocks::iterator last);

    Blocks blocks_;
};

}  // namespace stapel::flasher
