#pragma once

#include "station/crypto/sha256.hpp"

#include <cstdint>
#include <string_view>

namespace stapel::records {

class Statement;

using crypto::Hash;

/// The bytes of one row that go under the hash chain.
///
/// Canonical form: the table's name as a text, then every column but the last (`hash`) in the table's order, with the
/// value and the type that SQLite stored. Each value is one letter, its length in eight bytes, most significant first,
/// and its bytes: `N` NULL, length 0; `I` integer, two's complement, 8 bytes; `R` real, IEEE 754 binary64, 8 bytes;
/// `T` text, UTF-8; `B` blob. Numbers stand most significant byte first.
///
/// A row's hash is SHA-256(hash of the row before || canonical form); the row before is the one whose `seq` is
/// smaller by one, in whichever table. The first row follows the hash of `meta`, which itself follows 32 zero bytes.
class CanonicalRow {
public:
    /// Forgets the row before; the memory is kept.
    void start(std::string_view table);
    void null();
    void integer(std::int64_t value);
    void real(double value);
    void text(std::string_view value);
    void blob(ByteView value);

    /// Adds every column but the last of the row that the statement stands on.
    void columns(const Statement& row);

    [[nodiscard]] Hash hash_after(const Hash& previous);

private:
    void append(char type, ByteView value);
    void append_number(char type, std::uint64_t bits);
    crypto::Sha256 sha256_;
    Bytes bytes_;
};

}  // namespace stapel::records
