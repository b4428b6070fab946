#include "station/records/backup.hpp"

#include "station/records/database.hpp"
#include "station/records/journal.hpp"
#include "station/records/schema.hpp"
#include "station/records/verify.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace stapel::records {
namespace {

namespace fs = std::filesystem;

std::int64_t count_rows(const Connection& connection) {
    std::int64_t rows = 0;
    for (const ChainedTable& table : chained_tables_of(connection))
        rows += connection.integer(fmt::format("SELECT count(*) FROM {}", table.name));
    return rows;
}

BackupSummary summary_of(const Connection& connection) {
    return {count_rows(connection), crypto::lower_hex(chain_head(connection).hash)};
}

/// Removes the unfinished copy unless it was given its name.
class Part {
public:
    explicit Part(const std::string& target) : name_(target + ".part") {
        const int descriptor = open(name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
        if (descriptor < 0)
            throw OpenError{fmt::format("{}: cannot be made: {}; remove what an earlier backup left, or choose another "
                                        "folder", name_, std::strerror(errno))};
        close(descriptor);
    }
    ~Part() {
        std::error_code none;
        fs::remove(name_, none);
    }
    Part(const Part&) = delete;
    Part& operator=(const Part&) = delete;
    [[nodiscard]] const std::string& name() const { return name_; }

private:
    std::string name_;
};

void expect_same(const BackupSummary& copy, const BackupSummary& source, const std::string& target) {
    if (copy.rows == source.rows && copy.head == source.head) return;
    throw OpenError{fmt::format("{}: the copy should have {} rows and head {}, it has {} rows and head {}; try another "
                                "disk", target, source.rows, source.head, copy.rows, copy.head)};
}

BackupSummary checked_copy(const Connection& source, const std::string& part) {
    const Transaction snapshot(source, "BEGIN");  // the writer may go on meanwhile; the copy is of this moment
    const BackupSummary summary = summary_of(source);
    const Connection copy(part, Access::create);
    source.copy_to(copy);
    // without it a reader would want to make files beside the copy
    copy.execute("PRAGMA journal_mode = DELETE");
    const auto damage = damages(copy);
    if (!damage.empty()) throw OpenError{fmt::format("{}: the copy is damaged: {}", part, damage.front())};
    expect_same(summary_of(copy), summary, part);
    return summary;
}

void sync_folder(const std::string& file) {
    const std::string folder = fs::absolute(file).parent_path();
    const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;  // the file itself is on disk; only its name might be lost with the power
    fsync(descriptor);
    close(descriptor);
}

void give_name(const std::string& part, const std::string& target) {
    int status = renameat2(AT_FDCWD, part.c_str(), AT_FDCWD, target.c_str(), RENAME_NOREPLACE);
    // not every file system of a memory stick can do that
    if (status != 0 && errno == EINVAL && !fs::exists(target)) status = std::rename(part.c_str(), target.c_str());
    if (status != 0) throw OpenError{fmt::format("{}: cannot be given its name: {}", target, std::strerror(errno))};
    sync_folder(target);
}

}  // namespace

BackupSummary back_up(const std::string& file, const std::string& target) {
    const Connection source = open_for_reading(file);
    if (fs::exists(target))
        throw OpenError{fmt::format("{}: no file expected, one found; a backup never overwrites, name another", target),
                        2};
    const Part part(target);
    try {
        const BackupSummary summary = checked_copy(source, part.name());
        give_name(part.name(), target);
        return summary;
    } catch (const SqlFailure& failure) {
        throw OpenError{fmt::format("{}: the backup cannot be made: {}", target, failure.detail())};
    }
}

}  // namespace stapel::records
