#include "tests/station/records/child.hpp"

#include <csignal>
#include <stdexcept>

#include <sys/wait.h>
#include <unistd.h>

namespace stapel::records::examples {
namespace {

void say(int descriptor, const std::string& text) {
    const std::string line = text + "\n";
    if (write(descriptor, line.data(), line.size()) < 0) _exit(1);
}

}  // namespace

Child::Child(const std::function<void(const std::function<void(const std::string&)>&)>& work) {
    int ends[2];
    if (pipe(ends) != 0) throw std::runtime_error("no pipe can be made");
    read_ = ends[0];
    id_ = fork();
    if (id_ < 0) throw std::runtime_error("no process can be made");
    if (id_ > 0) {
        close(ends[1]);
        return;
    }
    close(ends[0]);
    try {
        work([&](const std::string& text) { say(ends[1], text); });
    } catch (...) {
        _exit(1);  // the parent sees the end of the pipe
    }
    _exit(0);
}

Child::~Child() {
    kill();
    close(read_);
}

std::string Child::line() {
    std::string text;
    for (char letter = 0; read(read_, &letter, 1) == 1 && letter != '\n';) text += letter;
    return text;
}

void Child::kill() {
    if (id_ < 0) return;
    ::kill(id_, SIGKILL);
    waitpid(id_, nullptr, 0);
    id_ = -1;
}

}  // namespace stapel::records::examples
