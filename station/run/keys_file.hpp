#pragma once

#include "station/base/bytes.hpp"
#include "station/plan/plan.hpp"
#include "station/records/pool_rows.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace stapel::run {

/// The keys that a customer delivered for one item of a plan's unit data. They stay in memory; records know a key by
/// its SHA-256.
struct KeyFile {
    std::vector<Bytes> keys;  ///< as they go into the flash
    std::shared_ptr<const records::NumberList> hashes;  ///< SHA-256 of each, 64 lower-case hex digits, beside `keys`
    std::map<std::string, std::size_t, std::less<>> of_hash;    ///< where in both
    std::map<std::string, std::size_t, std::less<>> of_serial;  ///< empty when any module may get any key
};

struct LoadedKeys {
    std::shared_ptr<const KeyFile> keys;  ///< null when there are problems
    std::vector<plan::Problem> problems;  ///< never show a key; at most twenty
};

/// Reads the file of keys that an item of unit data names: UTF-8, a header and a line a key. `key` has one key a line,
/// `serial;key` (or `serial,key`) the key of each serial. In `hex` a key has exactly the item's size, as `text` at most
/// that and at least `plan::shortest_key` printable characters. No key and no serial stands there twice. The file must
/// be its owner's alone (mode 0600), up to 64 MiB.
[[nodiscard]] LoadedKeys load_keys(const plan::UnitDatum& datum);

/// The same from the file's content.
[[nodiscard]] LoadedKeys parse_keys(std::string_view content, const plan::UnitDatum& datum);

}  // namespace stapel::run
