#include "ui/app/model/printing.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace stapel::app {
namespace {

/// What a child process has for standard input, output and error: nothing.
class Silence {
public:
    Silence() {
        ::posix_spawn_file_actions_init(&actions_);
        for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
            ::posix_spawn_file_actions_addopen(&actions_, stream, "/dev/null", O_RDWR, 0);
    }
    ~Silence() { ::posix_spawn_file_actions_destroy(&actions_); }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;

    [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &actions_; }

private:
    posix_spawn_file_actions_t actions_{};
};

bool ended_well(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return false;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

bool print_file(const std::string& file) {
    std::string program = "lp", end_of_options = "--", name = file;
    std::array<char*, 4> arguments{program.data(), end_of_options.data(), name.data(), nullptr};
    const Silence silence;
    pid_t child = 0;
    if (::posix_spawnp(&child, "lp", silence.get(), nullptr, arguments.data(), environ) != 0) return false;
    return ended_well(child);
}

}  // namespace stapel::app
