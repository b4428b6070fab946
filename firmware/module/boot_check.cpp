#include "firmware/module/boot_check.hpp"

#include "firmware/module/crc.hpp"

#include <string.h>

namespace stapel::firmware {
namespace {

constexpr size_t chunk_length = 256;
constexpr size_t serial_digits_min = 6, serial_digits_max = 10;  // dialect 4

uint32_t little_endian(const uint8_t* bytes) {
    return static_cast<uint32_t>(bytes[0]) | static_cast<uint32_t>(bytes[1]) << 8 |
           static_cast<uint32_t>(bytes[2]) << 16 | static_cast<uint32_t>(bytes[3]) << 24;
}

uint32_t word_at(const Hal& hal, uint32_t offset) {
    uint8_t bytes[4];
    hal.flash_read(hal.context, offset, bytes, sizeof bytes);
    return little_endian(bytes);
}

bool type_known(const uint8_t* type) {
    for (const auto& known : known_types)
        if (memcmp(type, known, type_length) == 0) return true;
    return false;
}

void blank(uint8_t* chunk, uint32_t chunk_offset, uint32_t field, size_t field_length) {
    for (size_t at = 0; at < chunk_length; ++at) {
        const uint32_t offset = chunk_offset + static_cast<uint32_t>(at);
        if (offset >= field && offset < field + field_length) chunk[at] = 0;
    }
}

// The CRC field cannot cover itself, and the serial is written after the image was made.
uint32_t image_crc(const Hal& hal, uint32_t length) {
    uint32_t crc = 0;
    uint8_t chunk[chunk_length];
    for (uint32_t offset = 0; offset < length; offset += chunk_length) {
        const size_t part = length - offset < chunk_length ? length - offset : chunk_length;
        hal.flash_read(hal.context, offset, chunk, part);
        blank(chunk, offset, crc_offset, crc_length);
        blank(chunk, offset, serial_offset, serial_length);
        crc = crc32(crc, chunk, part);
    }
    return crc;
}

bool is_serial(const uint8_t* field) {
    if (field[0] != 'S') return false;
    size_t digits = 0;
    while (digits + 1 < serial_length && field[digits + 1] >= '0' && field[digits + 1] <= '9') ++digits;
    for (size_t at = digits + 1; at < serial_length; ++at)
        if (field[at] != 0) return false;
    return digits >= serial_digits_min && digits <= serial_digits_max;
}

void copy_text(char* into, const uint8_t* field, size_t length) {
    memcpy(into, field, length);
    into[length] = 0;
}

void read_serial(const Hal& hal, ImageFacts& facts) {
    uint8_t field[serial_length];
    hal.flash_read(hal.context, serial_offset, field, sizeof field);
    if (is_serial(field))
        copy_text(facts.serial, field, serial_length);
    else
        facts.serial[0] = 0;
}

const uint8_t* field_of(const uint8_t* header, uint32_t offset) { return header + (offset - header_offset); }

bool header_good(const uint8_t* header, const Board& board) {
    const uint8_t* version = field_of(header, header_version_offset);
    const uint32_t length = little_endian(field_of(header, length_offset));
    return memcmp(field_of(header, magic_offset), image_magic, magic_length) == 0 &&
           (version[0] | version[1] << 8) == image_header_version && type_known(field_of(header, type_offset)) &&
           length >= image_length_min && length <= board.settings_offset;
}

}  // namespace

bool vectors_possible(const Hal& hal, const Board& board) {
    const uint32_t stack = word_at(hal, 0);
    const uint32_t reset = word_at(hal, 4);
    const bool stack_good = stack > board.ram_start && stack <= board.ram_end && stack % 4 == 0;
    return stack_good && reset % 2 == 1 && reset >= board.flash_start &&
           reset < board.flash_start + board.settings_offset;
}

BootVerdict check_image(const Hal& hal, const Board& board, ImageFacts& facts) {
    if (!vectors_possible(hal, board)) return BootVerdict::silent;
    uint8_t header[header_length];
    hal.flash_read(hal.context, header_offset, header, sizeof header);
    if (!header_good(header, board)) return BootVerdict::rejected;
    facts.crc = little_endian(field_of(header, crc_offset));
    if (image_crc(hal, little_endian(field_of(header, length_offset))) != facts.crc) return BootVerdict::rejected;
    copy_text(facts.type, field_of(header, type_offset), type_length);
    copy_text(facts.version, field_of(header, version_offset), version_length);
    read_serial(hal, facts);
    return BootVerdict::good;
}

}  // namespace stapel::firmware
