#include "flasher/image/elf.hpp"

#include "flasher/image/assembly.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace stapel::flasher {
namespace {

constexpr std::size_t header_length = 52, program_header_length = 32;  // of the 32-bit class
constexpr std::uint32_t loadable = 1;  // PT_LOAD

/// A field of the file's header that has one right value.
struct Fixed {
    std::size_t at, length;
    std::uint32_t expected;
    std::string_view expectation, advice;
};
constexpr std::array fixed_fields{
    Fixed{0, 4, 0x464C457F, "the mark 7F 45 4C 46 of ELF", "this is no ELF file"},
    Fixed{4, 1, 1, "class 1 (32 bit)", "a program for a PC? Build it for the module's microcontroller"},
    Fixed{5, 1, 1, "byte order 1 (little-endian)", "build it for the module's microcontroller"},
    Fixed{6, 1, 1, "ELF version 1", "the file is damaged"},
    Fixed{18, 2, 40, "machine 40 (ARM)", "build it for the module's microcontroller"},
    Fixed{16, 2, 2, "type 2 (a linked program)", "an object file or library is nothing to flash: link it first"},
    Fixed{42, 2, program_header_length, "program headers of 32 bytes", "the file is damaged"},
};

struct Segment {
    std::uint32_t type, offset, physical_address, file_size, memory_size;
};

class Reader {
public:
    Reader(ByteView content, const std::string& file) : content_(content), file_(file), assembly_(file) {}

    ImageFile read() {
        check_header();
        const std::uint32_t table = number(28, 4);
        const std::uint32_t count = number(44, 2);
        if (count == 0) refuse(44, "program headers expected, none found: an object file? Link it first");
        want_inside(table, std::uint64_t{count} * program_header_length, 28, "the table of program headers");
        for (std::uint32_t index = 0; index < count; ++index) load(table + index * program_header_length);
        ImageFile made = assembly_.finish(Format::elf);
        made.entry = number(24, 4);
        return made;
    }

private:
    [[noreturn]] void refuse(std::uint64_t offset, std::string message) const {
        throw ImageError{file_, {.offset = offset}, std::move(message)};
    }

    [[nodiscard]] std::uint32_t number(std::size_t at, std::size_t length) const {
        return little_endian(content_.subspan(at, length));
    }

    void check_header() const {
        if (content_.size() < header_length)
            refuse(0, fmt::format("a header of {} bytes expected, {} bytes found: the file is truncated, copy it again",
                                  header_length, content_.size()));
        for (const Fixed& field : fixed_fields)
            if (const std::uint32_t found = number(field.at, field.length); found != field.expected)
                refuse(field.at, fmt::format("{} expected, {} found: {}", field.expectation, found, field.advice));
    }

    /// `told_at` is where the file says so.
    void want_inside(std::uint64_t begin, std::uint64_t length, std::uint64_t told_at, std::string_view what) const {
        if (begin + length <= content_.size()) return;
        refuse(told_at,
               fmt::format("{} inside the file of {} bytes expected, an end at {} found: the file is truncated, "
                           "copy it again",
                           what, content_.size(), begin + length));
    }

    [[nodiscard]] Segment segment_at(std::size_t at) const {
        return {.type = number(at, 4),
                .offset = number(at + 4, 4),
                .physical_address = number(at + 12, 4),
                .file_size = number(at + 16, 4),
                .memory_size = number(at + 20, 4)};
    }

    void load(std::size_t at) {
        const Segment segment = segment_at(at);
        if (segment.type != loadable) return;
        if (segment.file_size > segment.memory_size)
            refuse(at + 16,
                   fmt::format("at most {} bytes in the file expected, as many as in memory, {} found: the file "
                               "is damaged",
                               segment.memory_size, segment.file_size));
        want_inside(segment.offset, segment.file_size, at + 4, "a segment's bytes");
        assembly_.add(segment.physical_address, content_.subspan(segment.offset, segment.file_size),
                      {.offset = segment.offset});
    }

    ByteView content_;
    const std::string& file_;
    Assembly assembly_;
};

}  // namespace

ImageFile parse_elf(ByteView content, const std::string& file) { return Reader(content, file).read(); }

}  // namespace stapel::flasher
