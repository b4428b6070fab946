#include "flasher/image/write_file.hpp"

#include "flasher/image/dfu_file.hpp"
#include "flasher/image/intel_hex.hpp"
#include "flasher/image/srecord.hpp"
#include "station/base/durable_file.hpp"

#include <fmt/format.h>

#include <cassert>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <unistd.h>

namespace stapel::flasher {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const std::string& file, std::string message) {
    throw ImageError{.file = file, .message = std::move(message)};
}

/// The first gap, in words; the image has more than one block.
std::string first_gap(const Image& image) {
    const auto first = image.blocks().begin();
    const auto begin = first->first + static_cast<std::uint32_t>(first->second.size());
    return fmt::format("a gap from 0x{:08X} to 0x{:08X}", begin, std::next(first)->first - 1);
}

/// One block, from the image's first byte to its last.
Bytes without_gaps(const Image& image, const WriteOptions& options, const std::string& name) {
    const std::size_t length = image.end() - image.begin();
    if (image.blocks().size() > 1 && !options.fill)
        refuse(name, fmt::format("one block of bytes expected for {}, {} found, {}: say what the gaps are to hold "
                                 "(--fill FF) or write a format with addresses", name_of(options.format),
                                 image.blocks().size(), first_gap(image)));
    if (length > largest_file(options.format))
        refuse(name, fmt::format("at most {} bytes expected for {}, {} found, {}: write a format with addresses",
                                 largest_file(options.format), name_of(options.format), length, first_gap(image)));
    Bytes whole(length, options.fill.value_or(std::byte{}));
    for (const auto& [address, bytes] : image.blocks())
        std::ranges::copy(bytes, whole.begin() + static_cast<std::ptrdiff_t>(address - image.begin()));
    return whole;
}

Bytes to_bytes(const std::string& text) {
    const ByteView bytes = bytes_of(text);
    return {bytes.begin(), bytes.end()};
}

/// The image as a file of the format holds it.
Image as_written(const Image& image, const WriteOptions& options, const std::string& name) {
    if (has_addresses(options.format)) return image;
    Image written;
    [[maybe_unused]] const bool added = written.add(image.begin(), without_gaps(image, options, name));
    return written;
}

/// A file beside its target, of the same kind by its name; gone with this unless it took the target's place.
class Part {
public:
    explicit Part(const std::string& target) : target_(target) {
        const fs::path path(target);
        name_ = path.parent_path() / fmt::format(".{}.{}{}", path.stem().string(), getpid(), path.extension().string());
    }
    ~Part() {
        if (!placed_) unlink(name_.c_str());
    }
    Part(const Part&) = delete;
    Part& operator=(const Part&) = delete;

    [[nodiscard]] const std::string& name() const { return name_; }

    void write(ByteView content) const {
        if (const auto why = write_durably(name_, content); !why.empty()) fail("written", why);
    }

    void take_place() {
        if (std::rename(name_.c_str(), target_.c_str()) != 0) fail("given its name", std::strerror(errno));
        placed_ = true;
    }

private:
    [[noreturn]] void fail(std::string_view what, std::string_view why) const {
        refuse(target_, fmt::format("the file cannot be {} ({}): check the folder, its rights and the free space", what,
                                    why));
    }

    std::string target_, name_;
    bool placed_ = false;
};

void expect_replaceable(const std::string& target) {
    std::error_code error;
    const auto status = fs::status(target, error);
    if (fs::exists(status) && !fs::is_regular_file(status))
        refuse(target, "a file's name expected, a directory or device found: name a file");
}

}  // namespace

Bytes encode_image(const ImageFile& image, const WriteOptions& options, const std::string& name) {
    switch (options.format) {
        case Format::intel_hex: return to_bytes(to_intel_hex(image.image, image.entry));
        case Format::srecord:
            return to_bytes(to_srecord(image.image, image.entry, fs::path(name).filename().string()));
        case Format::dfuse: return to_dfuse(image.image, rom_device);
        case Format::dfu: return to_dfu(without_gaps(image.image, options, name), rom_device);
        case Format::binary: return without_gaps(image.image, options, name);
        case Format::elf: break;
    }
    assert(false);
    return {};
}

void write_image_file(const ImageFile& image, const WriteOptions& options, const std::string& target) {
    expect_replaceable(target);
    const Bytes content = encode_image(image, options, target);
    Part part(target);
    part.write(content);
    const Image written = read_image(part.name(), image.image.begin()).image;
    if (written.blocks() != as_written(image.image, options, target).blocks())
        refuse(target, "the same image expected when the file is read back, another found: try another disk");
    part.take_place();
}

}  // namespace stapel::flasher
