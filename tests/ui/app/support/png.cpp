#include "tests/ui/app/support/png.hpp"

#include <png.h>
#include <zlib.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace stapel::app::test {
namespace {

using Bytes = std::vector<std::uint8_t>;

[[noreturn]] void refuse(const std::filesystem::path& file, std::string_view why) {
    throw std::runtime_error(file.string() + ": " + std::string(why));
}

std::size_t pixels_of(const Image& image) { return image.rgba.size() / 4; }

const std::uint8_t* pixel(const Image& image, std::size_t number) { return image.rgba.data() + 4 * number; }

void append(Bytes& bytes, std::uint32_t number) {
    for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::uint8_t>(number >> shift));
}

/// RFC 2083, 3.2: length, type, data, CRC of type and data.
void append_chunk(Bytes& file, std::string_view type, const Bytes& data) {
    append(file, static_cast<std::uint32_t>(data.size()));
    const auto begin = file.size();
    file.insert(file.end(), type.begin(), type.end());
    file.insert(file.end(), data.begin(), data.end());
    append(file, static_cast<std::uint32_t>(crc32(0, file.data() + begin, static_cast<uInt>(file.size() - begin))));
}

/// RFC 2083, 4.1.1: eight bits each of red, green and blue.
Bytes header(const Image& image) {
    Bytes data;
    append(data, static_cast<std::uint32_t>(image.width));
    append(data, static_cast<std::uint32_t>(image.height));
    data.insert(data.end(), {8, 2, 0, 0, 0});
    return data;
}

/// Rows as they are (filter type 0, RFC 2083, 6.2): even areas of a window come out smaller than by any other filter.
Bytes rows(const Image& image) {
    Bytes data;
    for (std::size_t number = 0; number < pixels_of(image); ++number) {
        if (number % static_cast<std::size_t>(image.width) == 0) data.push_back(0);
        data.insert(data.end(), pixel(image, number), pixel(image, number) + 3);
    }
    return data;
}

Bytes compressed(const Bytes& data) {
    Bytes result(compressBound(static_cast<uLong>(data.size())));
    auto size = static_cast<uLongf>(result.size());
    if (compress2(result.data(), &size, data.data(), static_cast<uLong>(data.size()), Z_BEST_COMPRESSION) != Z_OK)
        throw std::runtime_error("zlib does not compress a picture");
    result.resize(size);
    return result;
}

/// Where the picture has that pixel; none beside it.
const std::uint8_t* pixel_at(const Image& image, int x, int y) {
    if (x >= image.width || y >= image.height) return nullptr;
    return pixel(image, static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) + static_cast<std::size_t>(x));
}

bool same(const std::uint8_t* left, const std::uint8_t* right) {
    return left != nullptr && right != nullptr && std::equal(left, left + 4, right);
}

std::uint8_t faded(std::uint8_t value) { return static_cast<std::uint8_t>(192 + value / 4); }

}  // namespace

void write_png(const std::filesystem::path& file, const Image& image) {
    Bytes bytes{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};  // RFC 2083, 3.1
    append_chunk(bytes, "IHDR", header(image));
    append_chunk(bytes, "IDAT", compressed(rows(image)));
    append_chunk(bytes, "IEND", {});
    std::ofstream out(file, std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (!out.flush()) refuse(file, "cannot be written");
}

std::optional<Image> read_png(const std::filesystem::path& file) {
    if (!std::filesystem::exists(file)) return std::nullopt;
    png_image control{};
    control.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_file(&control, file.c_str()) == 0) refuse(file, static_cast<const char*>(control.message));
    control.format = PNG_FORMAT_RGBA;
    Image image{static_cast<int>(control.width), static_cast<int>(control.height), {}};
    image.rgba.resize(PNG_IMAGE_SIZE(control));
    if (png_image_finish_read(&control, nullptr, image.rgba.data(), 0, nullptr) == 0) refuse(file, static_cast<const char*>(control.message));
    return image;
}

Image difference(const Image& expected, const Image& found) {
    Image result{std::max(expected.width, found.width), std::max(expected.height, found.height), {}};
    for (int y = 0; y < result.height; ++y)
        for (int x = 0; x < result.width; ++x) {
            const auto* at = pixel_at(expected, x, y);
            if (same(at, pixel_at(found, x, y)))
                result.rgba.insert(result.rgba.end(), {faded(at[0]), faded(at[1]), faded(at[2]), 255});
            else
                result.rgba.insert(result.rgba.end(), {255, 0, 0, 255});
        }
    return result;
}

std::int64_t count_different(const Image& expected, const Image& found) {
    const int width = std::max(expected.width, found.width), height = std::max(expected.height, found.height);
    std::int64_t count = 0;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            if (!same(pixel_at(expected, x, y), pixel_at(found, x, y))) ++count;
    return count;
}

}  // namespace stapel::app::test
