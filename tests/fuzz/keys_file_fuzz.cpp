// Any bytes as a customer's file of keys: what is taken has each key once, whole, under its own hash.

#include "station/crypto/sha256.hpp"
#include "station/run/keys_file.hpp"
#include "tests/fuzz/require.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

using namespace stapel;

namespace {

void read(std::string_view content, const plan::UnitDatum& datum) {
    const auto loaded = run::parse_keys(content, datum);
    require((loaded.keys == nullptr) == !loaded.problems.empty());
    if (!loaded.keys) return;
    const auto& file = *loaded.keys;
    require(!file.keys.empty() && file.of_hash.size() == file.keys.size() &&
            file.hashes->numbers().size() == file.keys.size());
    require(file.of_serial.empty() || file.of_serial.size() == file.keys.size());
    for (std::size_t at = 0; at < file.keys.size(); ++at) {
        require(file.keys[at].size() == datum.size);
        require(file.hashes->numbers()[at] == crypto::sha256_hex(file.keys[at]));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view content(reinterpret_cast<const char*>(data), size);
    plan::UnitDatum datum{.name = "key", .size = 8, .from = plan::UnitDatum::From::keys, .file = "keys.csv",
                          .format = plan::UnitDatum::Format::hex};
    read(content, datum);
    datum.format = plan::UnitDatum::Format::text;
    datum.size = 16;
    read(content, datum);
    return 0;
}
