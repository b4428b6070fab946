#include "flasher/image/image_file.hpp"
#include "tests/flasher/image/folder.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

using namespace stapel;
using namespace stapel::flasher;
using Catch::Matchers::Contains;

namespace {

std::string refusal(const std::string& file) {
    try {
        static_cast<void>(read_image(file, 0x08000000));
    } catch (const ImageError& error) {
        CHECK(error.file == file);
        return to_text(error);
    }
    return {};
}

constexpr std::string_view hex_text = ":0300300002337A1E\n:00000001FF\n";

}  // namespace

TEST_CASE("the name says how an image is read") {
    const Folder folder;
    CHECK(read_image(folder.put("a.hex", hex_text), 0x08000000).image.begin() == 0x30);
    CHECK(read_image(folder.put("a.IHEX", hex_text), 0x08000000).image.begin() == 0x30);
    const Image binary = read_image(folder.put("a.bin", std::string_view("\0\1\2", 3)), 0x08000000).image;
    CHECK(to_hex(binary.blocks().at(0x08000000)) == "000102");
}

TEST_CASE("a format that is not what the name says is refused") {
    const Folder folder;
    const std::string not_what = "not what its name says";
    CHECK_THAT(refusal(folder.put("hex.bin", hex_text)), Contains(not_what) && Contains("Intel HEX"));
    CHECK_THAT(refusal(folder.put("elf.hex", "\x7F" "ELF\1\1\1")), Contains(not_what) && Contains("ELF"));
    CHECK_THAT(refusal(folder.put("elf.bin", "\x7F" "ELF\1\1\1")), Contains(not_what) && Contains("ELF"));
    CHECK_THAT(refusal(folder.put("dfu.bin", "DfuSe\1abc")), Contains(not_what) && Contains("DfuSe"));
    CHECK_THAT(refusal(folder.put("uf2.bin", "UF2\nWQ]\x9E")), Contains(not_what) && Contains("UF2"));
    const std::string_view srec = "S00600004844521B\r\nS9030000FC\r\n";
    CHECK_THAT(refusal(folder.put("s.bin", srec)), Contains(not_what) && Contains("S-record"));
    CHECK_THAT(refusal(folder.put("s.hex", srec)), Contains(not_what) && Contains("S-record"));
    CHECK_THAT(refusal(folder.put("binary.hex", std::string_view("\0\0\1\x20", 4))), Contains("binary.hex:1: error"));
}

TEST_CASE("a binary that merely begins with a colon is a binary") {
    const Folder folder;
    CHECK(read_image(folder.put("colon.bin", ":not hex at all\n"), 0x08000000).image.size() == 16);
}

TEST_CASE("what cannot be read is refused") {
    const Folder folder;
    CHECK_THAT(refusal(folder.path("missing.hex")), Contains("none found"));
    std::filesystem::create_directory(folder.path("directory.bin"));
    CHECK_THAT(refusal(folder.path("directory.bin")), Contains("directory"));
    CHECK_THAT(refusal(folder.put("empty.hex", "")), Contains("empty file"));
    CHECK_THAT(refusal(folder.put("empty.bin", "")), Contains("empty file"));
    CHECK_THAT(refusal(folder.put("image.uf2", "x")), Contains("'.uf2'"));
    CHECK_THAT(refusal(folder.put("image", "x")), Contains(".axf, .bin or .dfu expected, '' found"));
    const std::string huge = folder.put("huge.bin", "x");
    std::filesystem::resize_file(huge, 16 * 1024 * 1024 + 1);
    CHECK_THAT(refusal(huge), Contains("16777217"));
    CHECK_THROWS_AS(read_image(folder.put("high.bin", "0123456789"), 0xFFFFFFFA), ImageError);
}

TEST_CASE("a file without permission is refused") {
    if (geteuid() == 0) return;  // root may read everything
    const Folder folder;
    const std::string file = folder.put("secret.bin", "x");
    std::filesystem::permissions(file, std::filesystem::perms::none);
    CHECK_THAT(refusal(file), Contains("permissions"));
}

TEST_CASE("the place of an address is its line or its offset") {
    const Folder folder;
    const ImageFile text = read_image(folder.put("a.hex", "\n" + std::string(hex_text)), 0);
    CHECK(place_of(text, 0x32).line == 2);
    CHECK(place_of(text, 0x33).line == 0);
    const ImageFile binary = read_image(folder.put("a.bin", "0123"), 0x100);
    CHECK(place_of(binary, 0x103).offset == 3);
    CHECK_FALSE(place_of(binary, 0x104).offset);
    CHECK(to_text({binary.file, place_of(binary, 0x102), "wrong"}) == binary.file + ": offset 0x2: error: wrong");
}
