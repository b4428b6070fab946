#include "flasher/image/elf.hpp"

#include <catch2/catch.hpp>

#include <utility>
#include <vector>

using namespace stapel;
using namespace stapel::flasher;
using Catch::Matchers::Contains;

namespace {

struct Segment {
    std::uint32_t type, offset, address, file_size, memory_size;
};

void put(Bytes& content, std::size_t at, std::uint32_t number, std::size_t length) {
    Bytes bytes;
    append_little_endian(bytes, number, length);
    std::ranges::copy(bytes, content.begin() + static_cast<std::ptrdiff_t>(at));
}

/// A file of `size` bytes with the headers of these segments at its beginning (System V ABI, chapters 4 and 5).
Bytes elf(std::size_t size, const std::vector<Segment>& segments) {
    Bytes content = from_hex("7F454C46010101");
    content.resize(size, std::byte{0x5A});
    put(content, 16, 2, 2);   // e_type: ET_EXEC
    put(content, 18, 40, 2);  // e_machine: EM_ARM
    put(content, 24, 0x08000009, 4);
    put(content, 28, 52, 4);
    put(content, 42, 32, 2);
    put(content, 44, static_cast<std::uint32_t>(segments.size()), 2);
    std::size_t at = 52;
    for (const Segment& segment : segments) {
        put(content, at, segment.type, 4);
        put(content, at + 4, segment.offset, 4);
        put(content, at + 8, 0x20000000, 4);
        put(content, at + 12, segment.address, 4);
        put(content, at + 16, segment.file_size, 4);
        put(content, at + 20, segment.memory_size, 4);
        at += 32;
    }
    return content;
}

ImageError error_of(const Bytes& content) {
    try {
        static_cast<void>(parse_elf(content, "x.elf"));
    } catch (const ImageError& error) {
        return error;
    }
    FAIL("an ImageError expected");
    return {};
}

}  // namespace

TEST_CASE("loadable segments go to their physical addresses, with what is in the file only") {
    const ImageFile read = parse_elf(elf(300, {{1, 200, 0x08000000, 8, 8},
                                               {0x70000001, 0, 0x0BAD0000, 8, 8},  // PT_ARM_EXIDX
                                               {1, 208, 0x08000100, 4, 100},
                                               {1, 0, 0x20000000, 0, 64}}), "x.elf");
    REQUIRE(read.image.blocks().size() == 2);
    CHECK(read.image.blocks().at(0x08000100).size() == 4);
    CHECK(read.entry == 0x08000009);
    CHECK(place_of(read, 0x08000102).offset == 210);
}

TEST_CASE("an ELF that is no program for the chip is refused with its offset") {
    for (const auto& [at, what] : std::vector<std::pair<std::size_t, const char*>>{
             {0, "the mark"}, {4, "32 bit"}, {5, "little-endian"}, {6, "version 1"}, {16, "link it first"},
             {18, "ARM"}, {42, "program headers of 32 bytes"}}) {
        Bytes content = elf(200, {{1, 100, 0x08000000, 8, 8}});
        content[at] ^= std::byte{3};
        const ImageError error = error_of(content);
        CHECK(error.place.offset == at);
        CHECK_THAT(error.message, Contains(what));
    }
}

TEST_CASE("an ELF that is cut or contradicts itself is refused") {
    const Bytes whole = elf(108, {{1, 100, 0x08000000, 8, 8}});
    CHECK(parse_elf(whole, "x.elf").image.size() == 8);
    for (std::size_t size = 0; size < whole.size(); ++size)
        CHECK_THAT(error_of(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))).message,
                   Contains("truncated"));
    CHECK_THAT(error_of(elf(200, {})).message, Contains("program headers expected"));
    CHECK_THAT(error_of(elf(200, {{1, 100, 0x08000000, 0, 8}})).message, Contains("the image is empty"));
    CHECK_THAT(error_of(elf(200, {{1, 100, 0x08000000, 9, 8}})).message, Contains("at most 8 bytes"));
    CHECK_THAT(error_of(elf(200, {{1, 0xFFFFFFFF, 0x08000000, 8, 8}})).message, Contains("truncated"));
    CHECK_THAT(error_of(elf(200, {{1, 100, 0xFFFFFFFE, 8, 8}})).message, Contains("4 GiB"));
    CHECK_THAT(
        error_of(elf(0x900000, {{1, 200, 0x08000000, 0x800001, 0x800001}, {1, 200, 0x09000000, 0x800000, 0x800000}}))
            .message,
        Contains("an image of at most 16777216 bytes"));
    Bytes overlapping = elf(200, {{1, 150, 0x08000000, 8, 8}, {1, 160, 0x08000004, 8, 8}});
    CHECK(parse_elf(overlapping, "x.elf").notes.size() == 1);
    overlapping[161] = std::byte{1};
    const ImageError error = error_of(overlapping);
    CHECK(error.place.offset == 160);
    CHECK_THAT(error.message, Contains("at offset 0x96"));
}
