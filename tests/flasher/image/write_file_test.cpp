#include "flasher/image/write_file.hpp"
#include "tests/flasher/image/folder.hpp"
#include "tests/support/full_disk.hpp"

#include <catch2/catch.hpp>

#include <iterator>

using namespace stapel;
using namespace stapel::flasher;
using Catch::Matchers::Contains;

namespace {

ImageFile image_with_gap() {
    ImageFile file{.file = "x.hex"};
    REQUIRE(file.image.add(0x08000000, Bytes(5000, std::byte{1})));
    REQUIRE(file.image.add(0x08002000, Bytes(1, std::byte{2})));
    return file;
}

std::string content_of(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::string refusal(const WriteOptions& options, const std::string& target) {
    try {
        write_image_file(image_with_gap(), options, target);
    } catch (const ImageError& error) {
        CHECK(error.file == target);
        return error.message;
    }
    return {};
}

}  // namespace

TEST_CASE("every format reads back as what was written") {
    const Folder folder;
    const ImageFile image = image_with_gap();
    for (const auto& [name, format] : {std::pair{"a.hex", Format::intel_hex}, std::pair{"a.s37", Format::srecord},
                                       std::pair{"a.dfu", Format::dfuse}}) {
        write_image_file(image, {.format = format}, folder.path(name));
        CHECK(read_image(folder.path(name), 0).image.blocks() == image.image.blocks());
    }
    CHECK(folder.files() == 3);
}

TEST_CASE("gaps in a format without addresses are filled as asked, never by themselves") {
    const Folder folder;
    CHECK_THAT(refusal({.format = Format::binary}, folder.path("a.bin")),
               Contains("a gap from 0x08001388 to 0x08001FFF"));
    CHECK(folder.files() == 0);
    write_image_file(image_with_gap(), {.format = Format::binary, .fill = std::byte{0xEE}}, folder.path("a.bin"));
    const std::string written = content_of(folder.path("a.bin"));
    CHECK(written.size() == 0x2001);
    CHECK(written[5000] == '\xEE');
    CHECK(written[0x1FFF] == '\xEE');
    write_image_file(image_with_gap(), {.format = Format::dfu, .fill = std::byte{0}}, folder.path("a.dfu"));
    CHECK(read_image(folder.path("a.dfu"), 0).image.size() == 0x2001);
}

TEST_CASE("a file that cannot be written leaves what was there") {
    const Folder folder;
    const std::string target = folder.put("a.hex", "kept");
    {
        const test::FullDisk full(4096);
        CHECK_THAT(refusal({.format = Format::intel_hex}, target), Contains("free space"));
    }
    CHECK(content_of(target) == "kept");
    CHECK(folder.files() == 1);
    CHECK_THAT(refusal({.format = Format::intel_hex}, folder.path("none/a.hex")), Contains("No such file"));
    std::filesystem::create_directory(folder.path("b.hex"));
    CHECK_THAT(refusal({.format = Format::intel_hex}, folder.path("b.hex")), Contains("directory"));
}
