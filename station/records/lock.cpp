#include "station/records/lock.hpp"

#include "station/records/writer.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

namespace stapel::records {
namespace {

std::string first_line(int descriptor) {
    std::array<char, 256> content{};
    const auto length = pread(descriptor, content.data(), content.size(), 0);
    std::string text(content.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
    return text.substr(0, text.find('\n'));
}

std::string command_of(const std::string& pid) {
    std::ifstream input("/proc/" + pid + "/cmdline", std::ios::binary);
    std::string command(std::istreambuf_iterator<char>(input), {});
    std::ranges::replace(command, '\0', ' ');
    while (command.ends_with(' ')) command.pop_back();
    return command;
}

/// `process 4711 (stapel run ...)`, as far as the lock's content and /proc tell.
std::string holder_of(int descriptor) {
    const std::string line = first_line(descriptor);
    const std::string pid = line.substr(0, line.find(' '));
    if (pid.empty()) return "another process";
    const std::string command = command_of(pid);
    if (!command.empty()) return fmt::format("process {} ({})", pid, command);
    return fmt::format("process {} ({})", pid, line.substr(std::min(line.size(), pid.size() + 1)));
}

void write_holder(int descriptor) {
    const std::string line = fmt::format("{} {}\n", getpid(), command_of("self"));
    // the content only helps people: the lock holds without it, on a full disk too
    if (ftruncate(descriptor, 0) != 0 || pwrite(descriptor, line.data(), line.size(), 0) < 0) return;
}

}  // namespace

FileLock::FileLock(const std::string& file) : descriptor_(-1) {
    const std::string name = file + ".lock";
    descriptor_ = open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor_ < 0)
        throw OpenError{fmt::format("{}: the lock of the database cannot be made: {}; records need a folder that can "
                                    "be written", name, std::strerror(errno))};
    if (flock(descriptor_, LOCK_EX | LOCK_NB) == 0) {
        write_holder(descriptor_);
        return;
    }
    const std::string message = fmt::format("{}: {} writes this database; end it, or use another database with --db",
                                            file, holder_of(descriptor_));
    close(descriptor_);
    throw OpenError{message};
}

FileLock::~FileLock() {
    // the file stays: removing it would let two processes lock two files of one name
    [[maybe_unused]] const int ignored = ftruncate(descriptor_, 0);
    close(descriptor_);
}

}  // namespace stapel::records
