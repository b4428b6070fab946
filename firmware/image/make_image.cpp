// Makes FOLDER/nb02.bin, FOLDER/nb02.hex and the same for the other types of module: images that every tool of the house
// accepts.

#include "firmware/module/crc.hpp"
#include "firmware/module/image_header.hpp"

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Image = std::vector<std::uint8_t>;

constexpr std::uint32_t flash_start = 0x08000000;
constexpr std::uint32_t image_length = 72 * 1024;
constexpr std::uint32_t stack_top = 0x20010000;  // inside the RAM of both chips
constexpr std::uint32_t vector_count = stapel::firmware::header_offset / 4;
constexpr std::uint32_t handler_offset = 0x260, content_offset = 0x280;
constexpr std::string_view version = "v04v5.24.8415.3.1.1";

// What is made: the type in the image's header and the file's name.
struct Product {
    std::string_view type, file;
    std::uint32_t seed;  // of the content, so that no two types share a block
};
constexpr Product products[] = {
    {"NB02", "nb02", 0x5354504C},
    {"VNB02", "vnb02", 0x564E4232},
    {"VNC02", "vnc02", 0x564E4332},
};

void put_u32(Image& image, std::uint32_t offset, std::uint32_t value) {
    for (std::uint32_t at = 0; at < 4; ++at) image[offset + at] = static_cast<std::uint8_t>(value >> (8 * at));
}

void put_text(Image& image, std::uint32_t offset, std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) image[offset + at] = static_cast<std::uint8_t>(text[at]);
}

// Every exception ends in an endless loop (Thumb `b .`), so a processor that starts the image waits and does no harm.
void put_vectors(Image& image) {
    put_u32(image, 0, stack_top);
    for (std::uint32_t vector = 1; vector < vector_count; ++vector)
        put_u32(image, vector * 4, flash_start + handler_offset + 1);
    image[handler_offset] = 0xFE;
    image[handler_offset + 1] = 0xE7;
}

// Marsaglia's xorshift: never repeats within an image, so that a block written to a wrong place always shows.
void put_content(Image& image, std::uint32_t seed) {
    std::uint32_t value = seed;
    for (std::uint32_t offset = content_offset; offset < image_length; offset += 4) {
        value ^= value << 13;
        value ^= value >> 17;
        value ^= value << 5;
        put_u32(image, offset, value);
    }
}

void put_header(Image& image, std::string_view type) {
    put_text(image, stapel::firmware::magic_offset, stapel::firmware::image_magic);
    image[stapel::firmware::header_version_offset] = stapel::firmware::image_header_version;
    put_text(image, stapel::firmware::type_offset, type);
    put_text(image, stapel::firmware::version_offset, version);
    put_u32(image, stapel::firmware::length_offset, image_length);
}

Image make(const Product& product) {
    Image image(image_length, 0);
    put_vectors(image);
    put_content(image, product.seed);
    put_header(image, product.type);
    put_u32(image, stapel::firmware::crc_offset, stapel::firmware::crc32(0, image.data(), image.size()));  // serial still zero here
    for (std::size_t at = 0; at < stapel::firmware::serial_length; ++at) image[stapel::firmware::serial_offset + at] = 0xFF;
    return image;
}

// `:LLAAAATT...CC`, the sum of all bytes being 0 (Intel HEX).
std::string record(std::uint8_t kind, std::uint16_t address, const Image& data) {
    Image bytes{static_cast<std::uint8_t>(data.size()), static_cast<std::uint8_t>(address >> 8),
                static_cast<std::uint8_t>(address), kind};
    bytes.insert(bytes.end(), data.begin(), data.end());
    unsigned sum = 0;
    for (const std::uint8_t byte : bytes) sum += byte;
    bytes.push_back(static_cast<std::uint8_t>(0x100 - (sum & 0xFFU)));
    std::string line = ":";
    char digits[3];
    for (const std::uint8_t byte : bytes) {
        std::snprintf(digits, sizeof digits, "%02X", static_cast<unsigned>(byte));
        line += digits;
    }
    return line + '\n';
}

Image big_endian(std::uint32_t value, std::size_t length) {
    Image bytes;
    for (std::size_t at = length; at-- > 0;) bytes.push_back(static_cast<std::uint8_t>(value >> (8 * at)));
    return bytes;
}

std::string to_hex_file(const Image& image) {
    constexpr std::uint32_t line_length = 16, page_length = 0x10000;
    std::string text;
    for (std::uint32_t offset = 0; offset < image.size(); offset += line_length) {
        const std::uint32_t address = flash_start + offset;
        if (offset % page_length == 0) text += record(4, 0, big_endian(address >> 16, 2));
        const auto first = image.begin() + offset;
        text += record(0, static_cast<std::uint16_t>(address), Image(first, first + line_length));
    }
    return text + record(5, 0, big_endian(flash_start + handler_offset + 1, 4)) + record(1, 0, {});
}

bool save(const std::filesystem::path& file, std::string_view content) {
    std::ofstream out(file, std::ios::binary);
    out.write(content.data(), static_cast<std::streamsize>(content.size()));
    out.close();
    if (!out) std::cerr << file.string() << ": cannot be written: check the folder's rights and the free space\n";
    return !out.fail();
}

bool save(const std::filesystem::path& folder, const Product& product) {
    const Image image = make(product);
    const std::string name(product.file), binary(image.begin(), image.end());
    return save(folder / (name + ".bin"), binary) && save(folder / (name + ".hex"), to_hex_file(image));
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "expected: make_image FOLDER\n";
        return 2;
    }
    const std::filesystem::path folder = argv[1];
    std::filesystem::create_directories(folder);
    for (const Product& product : products)
        if (!save(folder, product)) return 1;
    return 0;
}
