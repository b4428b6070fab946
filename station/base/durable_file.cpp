#include "station/base/durable_file.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace stapel {
namespace {

bool write_all(int file, ByteView content) {
    while (!content.empty()) {
        const ssize_t count = write(file, content.data(), content.size());
        if (count < 0 && errno != EINTR) return false;
        if (count > 0) content = content.subspan(static_cast<std::size_t>(count));
    }
    return true;
}

}  // namespace

std::string write_durably(const std::string& file, ByteView content) {
    const int descriptor = open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor < 0) return std::strerror(errno);
    const bool written = write_all(descriptor, content) && fsync(descriptor) == 0;
    const int error = errno;
    const bool closed = close(descriptor) == 0;
    if (written && closed) return {};
    return std::strerror(written ? errno : error);
}

}  // namespace stapel
