#include "flasher/line_file.hpp"

#include "fixtures/transport/file_descriptor.hpp"
#include "station/base/bytes.hpp"

#include <fcntl.h>

#include <cerrno>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <system_error>

namespace stapel::flasher {
namespace {

namespace fs = std::filesystem;
using transport::FileDescriptor;

constexpr std::uintmax_t longest = 64 * 1024;
constexpr std::size_t sum_length = 8;

std::string sum_of(std::string_view line) { return fmt::format("{:08x}", crc32(bytes_of(line))); }

std::string sealed(std::string_view line) { return fmt::format("{} {}\n", sum_of(line), line); }

bool is_sealed(std::string_view text) {
    return text.size() > sum_length && text[sum_length] == ' ' &&
           text.substr(0, sum_length) == sum_of(text.substr(sum_length + 1));
}

std::string trouble(const std::string& what) {
    return fmt::format("{}: {}", what, std::generic_category().message(errno));
}

FileDescriptor open_file(const std::string& file, int flags) {
    return FileDescriptor(::open(file.c_str(), flags | O_CLOEXEC, 0644));
}

bool write_whole(const FileDescriptor& to, std::string_view text) {
    return ::write(to.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

/// A folder that has just become empty may be removed by whoever emptied it, before the file is in it.
FileDescriptor make_file(const fs::path& file) {
    FileDescriptor made;
    for (int tries = 0; tries < 10 && !made; ++tries) {
        std::error_code error;
        fs::create_directories(file.parent_path(), error);
        made = open_file(file.string(), O_WRONLY | O_CREAT | O_TRUNC);
        if (errno != ENOENT) break;
    }
    return made;
}

bool to_disk(const std::string& path, int flags) {
    const auto descriptor = open_file(path, flags);
    return descriptor && ::fsync(descriptor.get()) == 0;
}

}  // namespace

LineFile read_line_file(const std::string& file) {
    LineFile found;
    std::error_code none;
    const auto size = fs::file_size(file, none);
    if (none) return found;
    found.there = true;
    if (size > longest) {
        found.damaged_line = 1;
        return found;
    }
    std::ifstream stream(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        if (end == std::string::npos) break;  // torn off
        const auto line = std::string_view(text).substr(at, end - at);
        if (!is_sealed(line)) {
            found.damaged_line = static_cast<int>(found.lines.size()) + 1;
            break;
        }
        found.lines.emplace_back(line.substr(sum_length + 1));
        at = end + 1;
    }
    return found;
}

std::string start_line_file(const std::string& file, std::string_view line) {
    const auto folder = fs::path(file).parent_path();
    const std::string part = file + ".part";
    {
        const auto made = make_file(part);
        if (!made || !write_whole(made, sealed(line)) || ::fsync(made.get()) != 0) return trouble(part);
    }
    std::error_code error;
    fs::rename(part, file, error);
    if (error) return fmt::format("{}: {}", file, error.message());
    return to_disk(folder.string(), O_RDONLY | O_DIRECTORY) ? std::string() : trouble(folder.string());
}

std::string append_to_line_file(const std::string& file, std::string_view line) {
    const auto descriptor = open_file(file, O_WRONLY | O_APPEND);
    return descriptor && write_whole(descriptor, sealed(line)) ? std::string() : trouble(file);
}

}  // namespace stapel::flasher
