#include "flasher/image/dfu_file.hpp"

#include "flasher/image/assembly.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace stapel::flasher {
namespace {

constexpr std::string_view file_mark = "DfuSe", target_mark = "Target", target_name = "ST...";
constexpr std::size_t prefix_length = 11, target_prefix_length = 274, element_header_length = 8;  // UM0391 2.2
constexpr std::size_t name_length = 255;

class Reader {
public:
    Reader(ByteView content, const std::string& file) : content_(content), file_(file), assembly_(file) {}

    ImageFile read(std::uint32_t base) {
        const DfuSuffix suffix = checked_suffix();
        body_ = content_.first(content_.size() - dfu_suffix_length);
        const bool container = text_of(content_).starts_with(file_mark);
        check_version(suffix.version, container);
        if (container) read_container();
        else assembly_.add(base, body_, {.offset = 0});
        ImageFile made = assembly_.finish(container ? Format::dfuse : Format::dfu);
        made.usb = suffix.usb;
        return made;
    }

private:
    [[noreturn]] void refuse(std::size_t offset, std::string message) const {
        throw ImageError{file_, {.offset = offset}, std::move(message)};
    }

    [[nodiscard]] DfuSuffix checked_suffix() const {
        const std::size_t size = content_.size();
        if (!has_dfu_suffix(content_))
            refuse(size - std::min(size, dfu_suffix_length),
                   "a DFU suffix of 16 bytes with 'UFD' expected at the end, none found: the file is truncated, or raw "
                   "binary that wants the name .bin; without a suffix nothing proves it whole");
        const DfuSuffix suffix = read_dfu_suffix(content_);
        const std::uint32_t expected = dfu_crc(content_.first(size - 4));
        if (suffix.crc != expected)
            refuse(size - 4, fmt::format("CRC {:08X} expected in the suffix, {:08X} found: the file was damaged, build "
                                         "or copy it again", expected, suffix.crc));
        return suffix;
    }

    void check_version(std::uint16_t version, bool container) const {
        const bool plain = version == dfu_version_1_0 || version == dfu_version_1_1;
        if (container ? version == dfu_version_dfuse : plain) return;
        refuse(content_.size() - dfu_suffix_length + 6,
               fmt::format("DFU version {} expected, {:04X} found: {}",
                           container ? "011A, for the file begins with 'DfuSe'," : "0100 or 0110", version,
                           version == dfu_version_dfuse ? "a DfuSe file begins with 'DfuSe'; pack it again"
                                                        : "pack the file again"));
    }

    [[nodiscard]] std::uint32_t number(std::size_t at, std::size_t length) const {
        return little_endian(body_.subspan(at, length));
    }

    void want_inside(std::size_t begin, std::uint64_t length, std::size_t end, std::string_view what) const {
        if (length > end - begin)
            refuse(begin,
                   fmt::format("{} of {} bytes expected, {} bytes left: the file is truncated or damaged, pack it "
                               "again",
                               what, length, end - begin));
    }

    void read_container() {
        want_inside(0, prefix_length, body_.size(), "a prefix");
        if (const auto version = number(5, 1); version != 1)
            refuse(5, fmt::format("DfuSe version 1 expected, {} found", version));
        const std::uint32_t size = number(6, 4);
        if (size != content_.size() && size != body_.size())
            refuse(6,
                   fmt::format("a size of {} or {} bytes expected, with or without the suffix, {} found: the file is "
                               "truncated or two run together, pack it again",
                               content_.size(), body_.size(), size));
        std::size_t at = prefix_length;
        for (std::uint32_t targets = number(10, 1); targets > 0; --targets) at = read_target(at);
        if (at != body_.size())
            refuse(at, fmt::format("the suffix expected behind the last target, {} other bytes found: pack the file "
                                   "again", body_.size() - at));
    }

    /// Where the target ends.
    std::size_t read_target(std::size_t at) {
        want_inside(at, target_prefix_length, body_.size(), "a target's prefix");
        if (text_of(body_.subspan(at, target_mark.size())) != target_mark)
            refuse(at, "'Target' expected, other bytes found: the file is damaged, pack it again");
        if (const auto setting = number(at + 6, 1); setting != 0)
            refuse(at + 6,
                   fmt::format("a target for alternate setting 0 (the flash) expected, one for {} found: option "
                               "bytes and the like are never part of an image",
                               setting));
        const std::uint32_t size = number(at + 266, 4);
        std::uint32_t elements = number(at + 270, 4);
        at += target_prefix_length;
        want_inside(at, size, body_.size(), "a target");
        const std::size_t end = at + size;
        for (; elements > 0; --elements) at = read_element(at, end);
        if (at != end)
            refuse(at,
                   fmt::format("the target's end expected behind its last element, {} bytes more found: the file is "
                               "damaged, pack it again",
                               end - at));
        return end;
    }

    std::size_t read_element(std::size_t at, std::size_t end) {
        want_inside(at, element_header_length, end, "an element's header");
        const std::uint32_t address = number(at, 4);
        const std::uint32_t size = number(at + 4, 4);
        at += element_header_length;
        want_inside(at, size, end, "an element");
        assembly_.add(address, body_.subspan(at, size), {.offset = at});
        return at + size;
    }

    ByteView content_, body_;
    const std::string& file_;
    Assembly assembly_;
};

void append(Bytes& bytes, ByteView more) { bytes.insert(bytes.end(), more.begin(), more.end()); }

}  // namespace

ImageFile parse_dfu(ByteView content, const std::string& file, std::uint32_t base) {
    return Reader(content, file).read(base);
}

Bytes to_dfu(ByteView bytes, const UsbDevice& usb) {
    Bytes content(bytes.begin(), bytes.end());
    append_dfu_suffix(content, usb, dfu_version_1_0);
    return content;
}

Bytes to_dfuse(const Image& image, const UsbDevice& usb) {
    Bytes elements;
    for (const auto& [address, bytes] : image.blocks()) {
        append_little_endian(elements, address, 4);
        append_little_endian(elements, static_cast<std::uint32_t>(bytes.size()), 4);
        append(elements, bytes);
    }
    const std::size_t whole = prefix_length + target_prefix_length + elements.size() + dfu_suffix_length;
    Bytes content;
    append(content, bytes_of(file_mark));
    append_little_endian(content, 1, 1);
    append_little_endian(content, static_cast<std::uint32_t>(whole), 4);
    append_little_endian(content, 1, 1);  // one target
    append(content, bytes_of(target_mark));
    append_little_endian(content, 0, 1);  // alternate setting
    append_little_endian(content, 1, 4);  // named
    append(content, bytes_of(target_name));
    content.resize(content.size() + name_length - target_name.size());
    append_little_endian(content, static_cast<std::uint32_t>(elements.size()), 4);
    append_little_endian(content, static_cast<std::uint32_t>(image.blocks().size()), 4);
    append(content, elements);
    append_dfu_suffix(content, usb, dfu_version_dfuse);
    return content;
}

}  // namespace stapel::flasher
