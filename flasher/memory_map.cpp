#include "flasher/memory_map.hpp"

#include "station/base/characters.hpp"

#include <algorithm>
#include <charconv>

namespace stapel::flasher {
namespace {

constexpr std::uint64_t address_space = std::uint64_t{1} << 32;

/// Reads what stands in front of a text and takes it off.
class Reader {
public:
    explicit Reader(std::string_view text) : rest_(text) {}

    [[nodiscard]] bool at_end() const { return rest_.empty(); }
    [[nodiscard]] char next() const { return rest_.empty() ? '\0' : rest_.front(); }
    bool take(char wanted) {
        if (next() != wanted || at_end()) return false;
        rest_.remove_prefix(1);
        return true;
    }
    [[nodiscard]] std::string_view take_until(char end) {
        const std::string_view taken = rest_.substr(0, rest_.find(end));
        rest_.remove_prefix(taken.size());
        return taken;
    }
    [[nodiscard]] std::optional<std::uint32_t> number(int base) {
        std::uint32_t value = 0;
        const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value, base);
        if (error != std::errc{}) return std::nullopt;
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
        return value;
    }
    void skip_spaces() {
        while (take(' ')) {
        }
    }

private:
    std::string_view rest_;
};

std::string_view without_spaces(std::string_view text) {
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

/// `B` or a space, `K`, `M`; nothing counts as bytes.
std::uint64_t take_multiplier(Reader& reader) {
    if (reader.take('K') || reader.take('k')) return 1024;
    if (reader.take('M') || reader.take('m')) return std::uint64_t{1024} * 1024;
    // B is bytes in front of a type, and a type by itself.
    if (!reader.take(' ') && !reader.take('B')) return 1;
    return 1;
}

/// `a` to `g`: bit 0 readable, bit 1 erasable, bit 2 writable.
void take_type(Reader& reader, SectorRun& run) {
    const char type = lower(reader.next());
    if (type < 'a' || type > 'g') return;
    reader.take(reader.next());
    const int bits = type & 7;
    run.readable = (bits & 1) != 0;
    run.erasable = (bits & 2) != 0;
    run.writable = (bits & 4) != 0;
}

/// `04*016Kg` from an address on; the address behind it, none when it makes no sense.
std::optional<std::uint64_t> take_run(Reader& reader, std::uint64_t start, MemoryMap& map) {
    const auto count = reader.number(10);
    if (!count || *count == 0 || !reader.take('*')) return std::nullopt;
    const auto size = reader.number(10);
    if (!size || *size == 0) return std::nullopt;
    const std::uint64_t bytes = *size * take_multiplier(reader);
    if (bytes >= address_space) return std::nullopt;
    const std::uint64_t end = start + bytes * *count;
    if (end > address_space) return std::nullopt;
    SectorRun run{
        .start = static_cast<std::uint32_t>(start), .count = *count, .size = static_cast<std::uint32_t>(bytes)};
    take_type(reader, run);
    map.runs.push_back(run);
    return end;
}

/// `/0x08000000/04*016Kg,01*064Kg`
bool take_region(Reader& reader, MemoryMap& map) {
    if (!reader.take('/') || !reader.take('0') || (!reader.take('x') && !reader.take('X'))) return false;
    const auto start = reader.number(16);
    if (!start || !reader.take('/')) return false;
    std::uint64_t at = *start;
    do {
        reader.skip_spaces();
        const auto end = take_run(reader, at, map);
        if (!end) return false;
        at = *end;
        reader.skip_spaces();
    } while (reader.take(','));
    return true;
}

std::vector<SectorGroup> groups_of(const MemoryMap& map) {
    std::vector<SectorGroup> groups;
    for (const SectorRun& run : map.runs) {
        if (!groups.empty() && groups.back().size == run.size) groups.back().count += run.count;
        else groups.push_back({run.count, run.size, 0});  // a map does not tell how long erasing takes
    }
    return groups;
}

bool contiguous(const MemoryMap& map) {
    std::uint64_t at = map.runs.front().start;
    return std::ranges::all_of(map.runs, [&](const SectorRun& run) {
        const bool follows = run.start == at;
        at += std::uint64_t{run.count} * run.size;
        return follows;
    });
}

}  // namespace

std::optional<MemoryMap> parse_memory_map(std::string_view text) {
    Reader reader(text);
    if (!reader.take('@')) return std::nullopt;
    MemoryMap map{.name = std::string(without_spaces(reader.take_until('/'))), .runs = {}};
    while (!reader.at_end())
        if (!take_region(reader, map)) return std::nullopt;
    if (map.runs.empty()) return std::nullopt;
    return map;
}

const Chip* chip_with(const MemoryMap& map) {
    if (map.runs.empty() || !contiguous(map)) return nullptr;
    const auto groups = groups_of(map);
    const auto same = [&](const Chip& chip) {
        return chip.flash_start == map.runs.front().start &&
               std::ranges::equal(groups, chip.sectors, [](const SectorGroup& one, const SectorGroup& other) {
                   return one.count == other.count && one.size == other.size;
               });
    };
    const auto chips = all_chips();
    const auto found = std::ranges::find_if(chips, same);
    return found == chips.end() ? nullptr : &*found;
}

}  // namespace stapel::flasher
