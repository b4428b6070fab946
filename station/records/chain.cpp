#include "station/records/chain.hpp"

#include "station/records/sqlite.hpp"

#include <array>
#include <bit>

namespace stapel::records {
namespace {

std::array<std::byte, 8> big_endian(std::uint64_t value) {
    std::array<std::byte, 8> bytes{};
    for (std::size_t at = bytes.size(); at-- > 0; value >>= 8) bytes[at] = static_cast<std::byte>(value);
    return bytes;
}

}  // namespace

void CanonicalRow::append(char type, ByteView value) {
    const auto length = big_endian(value.size());
    bytes_.push_back(static_cast<std::byte>(type));
    bytes_.insert(bytes_.end(), length.begin(), length.end());
    bytes_.insert(bytes_.end(), value.begin(), value.end());
}

void CanonicalRow::append_number(char type, std::uint64_t bits) { append(type, big_endian(bits)); }

void CanonicalRow::start(std::string_view table) {
    bytes_.clear();
    text(table);
}

void CanonicalRow::null() { append('N', {}); }

void CanonicalRow::integer(std::int64_t value) { append_number('I', static_cast<std::uint64_t>(value)); }

void CanonicalRow::real(double value) { append_number('R', std::bit_cast<std::uint64_t>(value)); }

void CanonicalRow::text(std::string_view value) { append('T', bytes_of(value)); }

void CanonicalRow::blob(ByteView value) { append('B', value); }

void CanonicalRow::columns(const Statement& row) {
    for (int column = 0; column + 1 < row.columns(); ++column) {
        switch (row.type(column)) {
            case Type::null: null(); break;
            case Type::integer: integer(row.integer(column)); break;
            case Type::real: real(row.real(column)); break;
            case Type::text: text(row.text(column)); break;
            case Type::blob: blob(row.blob(column)); break;
        }
    }
}

Hash CanonicalRow::hash_after(const Hash& previous) {
    sha256_.start();
    sha256_.add(previous);
    sha256_.add(bytes_);
    return sha256_.finish();
}

}  // namespace stapel::records
