#pragma once

#include <cstdlib>
#include <optional>
#include <string>

namespace stapel::test {

/// An environment variable, for the time of its life. Before other threads begin: they may read any variable at any time.
class Environment {
public:
    Environment(const char* name, const std::string& value) : name_(name) {
        if (const char* const earlier = std::getenv(name)) earlier_ = earlier;
        ::setenv(name, value.c_str(), 1);
    }
    ~Environment() {
        if (earlier_) ::setenv(name_, earlier_->c_str(), 1);
        else ::unsetenv(name_);
    }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

private:
    const char* name_;
    std::optional<std::string> earlier_;
};

}  // namespace stapel::test
