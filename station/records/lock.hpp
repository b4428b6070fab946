#pragma once

#include <string>

namespace stapel::records {

/// `FILE.lock`, held by the one process that may write; given back by the destructor and by the process's end.
class FileLock {
public:
    /// Throws `OpenError`, exit status 5, naming the holder when another process has it.
    explicit FileLock(const std::string& file);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

private:
    int descriptor_;
};

}  // namespace stapel::records
