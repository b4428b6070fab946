#include "firmware/module/store.hpp"

#include "firmware/module/crc.hpp"

#include <string.h>

namespace stapel::firmware {
namespace {

constexpr int copies = 2;
constexpr int other_of(int copy) { return copies - 1 - copy; }
constexpr uint8_t magic[4] = {'S', 'E', 'T', 'S'};
constexpr size_t program_granule = 8;  // hal.hpp: what can be programmed at once on every chip

// A copy: magic, sequence number, length of the contents, contents (settings, hash of the applied set), CRC-32 over all
// before it; numbers little endian. Contents of another length are another firmware's and count as damaged.
constexpr size_t sequence_at = sizeof magic, length_at = sequence_at + 4, contents_at = length_at + 4;
constexpr size_t contents_length = sizeof(Settings) + 4, crc_at = contents_at + contents_length, used = crc_at + 4;
constexpr size_t record_length = (used + program_granule - 1) / program_granule * program_granule;
static_assert(record_length <= 2048, "the smallest erasable unit");

struct Record {
    uint8_t bytes[record_length];
};

enum class CopyHealth : uint8_t { good, blank, damaged };

struct Copy {
    CopyHealth health;
    uint32_t sequence;
    Record record;
};

uint32_t number_at(const uint8_t* bytes) {
    return static_cast<uint32_t>(bytes[0]) | static_cast<uint32_t>(bytes[1]) << 8 |
           static_cast<uint32_t>(bytes[2]) << 16 | static_cast<uint32_t>(bytes[3]) << 24;
}

void put_number(uint8_t* bytes, uint32_t number) {
    for (size_t at = 0; at < 4; ++at) bytes[at] = static_cast<uint8_t>(number >> (8 * at));
}

void read_record(const Hal& hal, const Board& board, int copy, Record& record) {
    const uint32_t offset = board.settings_offset + static_cast<uint32_t>(copy) * board.settings_unit;
    hal.flash_read(hal.context, offset, record.bytes, sizeof record.bytes);
}

bool is_blank(const Record& record) {
    for (const uint8_t byte : record.bytes)
        if (byte != 0xFF) return false;
    return true;
}

bool is_whole(const Record& record) {
    return memcmp(record.bytes, magic, sizeof magic) == 0 && number_at(record.bytes + length_at) == contents_length &&
           number_at(record.bytes + crc_at) == crc32(0, record.bytes, crc_at);
}

Copy read_copy(const Hal& hal, const Board& board, int number) {
    Copy copy{};
    read_record(hal, board, number, copy.record);
    copy.sequence = number_at(copy.record.bytes + sequence_at);
    copy.health = is_whole(copy.record)   ? CopyHealth::good
                  : is_blank(copy.record) ? CopyHealth::blank
                                          : CopyHealth::damaged;
    return copy;
}

struct Copies {
    Copy copy[copies];
};

Copies read_copies(const Hal& hal, const Board& board) {
    return {{read_copy(hal, board, 0), read_copy(hal, board, 1)}};
}

bool is_good(const Copy& copy) { return copy.health == CopyHealth::good; }

// The difference, so that the number may begin anew from 0.
bool is_newer(const Copy& one, const Copy& other) { return static_cast<int32_t>(one.sequence - other.sequence) > 0; }

/// The number of the copy that counts; `none` when neither is good.
constexpr int none = -1;
int newest(const Copies& both) {
    const Copy &first = both.copy[0], &second = both.copy[1];
    if (!is_good(first)) return is_good(second) ? 1 : none;
    return is_good(second) && is_newer(second, first) ? 1 : 0;
}

StoreHealth health_of(const Copies& both) {
    const Copy &first = both.copy[0], &second = both.copy[1];
    if (is_good(first) && is_good(second)) return StoreHealth::good;
    if (is_good(first) || is_good(second)) return StoreHealth::one_bad;
    const bool both_blank = first.health == CopyHealth::blank && second.health == CopyHealth::blank;
    return both_blank ? StoreHealth::blank : StoreHealth::both_bad;
}

void take_contents(const Record& record, Stored& stored) {
    memcpy(stored.settings.bytes, record.bytes + contents_at, sizeof stored.settings.bytes);
    stored.applied_set = number_at(record.bytes + contents_at + sizeof stored.settings.bytes);
}

void set_factory(Stored& stored) {
    set_factory(stored.settings);
    stored.applied_set = 0;
}

Record make_record(const Stored& stored, uint32_t sequence) {
    Record record{};
    memset(record.bytes, 0xFF, sizeof record.bytes);
    memcpy(record.bytes, magic, sizeof magic);
    put_number(record.bytes + sequence_at, sequence);
    put_number(record.bytes + length_at, contents_length);
    memcpy(record.bytes + contents_at, stored.settings.bytes, sizeof stored.settings.bytes);
    put_number(record.bytes + contents_at + sizeof stored.settings.bytes, stored.applied_set);
    put_number(record.bytes + crc_at, crc32(0, record.bytes, crc_at));
    return record;
}

bool write_copy(const Hal& hal, const Board& board, int copy, const Record& record) {
    hal.settings_erase(hal.context, copy);
    hal.settings_program(hal.context, copy, 0, record.bytes, sizeof record.bytes);
    Record read;
    read_record(hal, board, copy, read);
    return memcmp(read.bytes, record.bytes, sizeof record.bytes) == 0;
}

void take(const Copies& both, Stored& stored) {
    const int source = newest(both);
    if (source == none)
        set_factory(stored);
    else
        take_contents(both.copy[source].record, stored);
}

void mend(const Hal& hal, const Board& board, const Copies& both) {
    const int source = newest(both);
    const bool same = memcmp(both.copy[0].record.bytes, both.copy[1].record.bytes, record_length) == 0;
    if (source != none && !same) (void)write_copy(hal, board, other_of(source), both.copy[source].record);
}

}  // namespace

StoreHealth peek(const Hal& hal, const Board& board, Stored& stored) {
    const Copies both = read_copies(hal, board);
    take(both, stored);
    return health_of(both);
}

StoreHealth load(const Hal& hal, const Board& board, Stored& stored) {
    const Copies both = read_copies(hal, board);
    take(both, stored);
    mend(hal, board, both);
    return health_of(both);
}

bool save(const Hal& hal, const Board& board, const Stored& stored) {
    const Copies both = read_copies(hal, board);
    const int kept = newest(both);
    const uint32_t last = kept == none ? 0 : both.copy[kept].sequence;
    const Record record = make_record(stored, last + 1);
    const int first = kept == none ? 0 : other_of(kept);
    const bool written = write_copy(hal, board, first, record);
    return write_copy(hal, board, other_of(first), record) || written;
}

}  // namespace stapel::firmware
