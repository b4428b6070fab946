#pragma once

#include <functional>
#include <string>

#include <sys/types.h>

namespace stapel::records::examples {

/// Another process that does `work` and then waits to be ended. Made by fork: nothing of SQLite may be open.
class Child {
public:
    /// `work` gets a function that tells the parent one line.
    explicit Child(const std::function<void(const std::function<void(const std::string&)>&)>& work);
    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    [[nodiscard]] pid_t id() const { return id_; }
    /// The next line that the child tells; empty when it ended.
    [[nodiscard]] std::string line();
    /// SIGKILL, and waits until it is gone.
    void kill();

private:
    pid_t id_ = -1;
    int read_ = -1;
};

}  // namespace stapel::records::examples
