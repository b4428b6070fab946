#include "station/records/writer.hpp"

#include "station/records/attempts.hpp"
#include "station/records/database.hpp"
#include "station/records/lock.hpp"
#include "station/records/recovery.hpp"
#include "station/records/schema.hpp"
#include "station/records/stored_end.hpp"

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <thread>

namespace stapel::records {
namespace {

using namespace std::chrono_literals;

constexpr auto group_window = 50ms;  // rows wait this long for company; the promise is 100 ms
constexpr auto retry_pause = 1s;     // between tries to store what could not be stored

/// Everything that can be refused before the lock is taken and the file is touched.
std::string checked_file(const std::string& name) {
    const std::string file = canonical_file(name);
    std::error_code none;  // what cannot be made is reported by the lock
    std::filesystem::create_directories(std::filesystem::path(file).parent_path(), none);
    check_file_system(file);
    check_ours(file);
    return file;
}

Connection opened(const std::string& file, Kind kind, UtcTime now) {
    Connection connection = open_for_writing(file);
    migrate(connection, file, migrations());
    if (chain_head(connection).seq == 0 && connection.text("SELECT kind FROM meta").empty()) {
        Transaction transaction(connection, "BEGIN IMMEDIATE");
        write_meta(connection, kind, now);
        transaction.commit();
    }
    check_kind(connection, file, kind);
    return connection;
}

}  // namespace

struct Writer::Impl {
    Impl(const std::string& name, Kind kind, const Clock& time)
        : clock(time), file(checked_file(name)), held(file), connection(opened(file, kind, time.utc())),
          journal(connection),
          recovered(begin_session(connection, journal, time.utc())), reader(open_for_reading(file)),
          stored_seq(journal.head().seq), thread([this] { work(); }) {}

    void work();
    bool take(std::vector<Row>& rows, std::uint64_t& request);
    void store(std::vector<Row>& rows, std::uint64_t request);
    bool urgent() const { return requests > served; }

    // the lock is given back last; the reader closes before the connection that removes the -wal
    const Clock& clock;
    const std::string file;
    const FileLock held;
    const Connection connection;
    Journal journal;  // the thread's own once it runs
    const std::vector<RecoveredRun> recovered;
    std::mutex reading;
    const Connection reader;

    std::mutex mutex;  // of everything below
    std::condition_variable_any wake, done;
    std::vector<Row> queue;
    std::uint64_t posted = 0, stored = 0;    // rows
    std::uint64_t requests = 0, served = 0;  // commits asked for, and answered with success or not
    std::int64_t stored_seq;
    std::string failed;
    PostedRuns runs;
    bool closing = false;

    std::thread thread;
};

void Writer::Impl::work() {
    std::vector<Row> rows;  // taken and not stored yet
    bool last = false;
    while (!last) {
        std::uint64_t request = 0;
        last = take(rows, request);
        store(rows, request);
    }
}

/// Waits for work and takes all of it; true when it is the last.
bool Writer::Impl::take(std::vector<Row>& rows, std::uint64_t& request) {
    std::unique_lock lock(mutex);
    if (rows.empty()) wake.wait(lock, [this] { return !queue.empty() || urgent() || closing; });
    const auto pause = rows.empty() ? std::chrono::milliseconds(group_window) : std::chrono::milliseconds(retry_pause);
    wake.wait_for(lock, pause, [this] { return urgent() || closing; });
    if (rows.empty()) rows.swap(queue);
    else rows.insert(rows.end(), std::make_move_iterator(queue.begin()), std::make_move_iterator(queue.end()));
    queue.clear();
    request = requests;
    return closing;
}

/// SQLite undoes a commit that failed and writes the same pages again with the next one, after a failed fsync too:
/// so the same rows are simply given again.
void Writer::Impl::store(std::vector<Row>& rows, std::uint64_t request) {
    std::string reason;
    try {
        if (!rows.empty()) journal.store(rows);
    } catch (const std::exception& failure) {
        reason = file + ": " + failure.what();
    }
    const std::lock_guard lock(mutex);
    served = request;
    failed = reason;
    if (reason.empty()) {
        stored += rows.size();
        stored_seq = journal.head().seq;
        runs.stored(stored);
        rows.clear();
    }
    done.notify_all();
}

Writer::Writer(const std::string& file, Kind kind, const Clock& clock) try
    : impl_(std::make_unique<Impl>(file, kind, clock)) {
} catch (const SqlFailure& failure) {
    throw OpenError{file + ": the database cannot be opened for writing: " + failure.detail() +
                        (failure.damaged() ? "; restore the last backup" : "; look at the disk and its rights"),
                    5, failure.damaged()};
}

Writer::~Writer() {
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->closing = true;
    }
    impl_->wake.notify_one();
    impl_->thread.join();
}

void Writer::post(Row row) {
    {
        const std::lock_guard lock(impl_->mutex);
        ++impl_->posted;
        if (const auto* begin = std::get_if<RunBegin>(&row)) impl_->runs.begun(*begin);
        if (const auto* end = std::get_if<RunEnd>(&row)) impl_->runs.ended(*end, impl_->posted);
        impl_->queue.push_back(std::move(row));
        if (impl_->queue.size() > 1) return;  // the thread was woken by the first
    }
    impl_->wake.notify_one();
}

void Writer::commit(std::stop_token stop) {
    std::unique_lock lock(impl_->mutex);
    const std::uint64_t ticket = impl_->posted, request = ++impl_->requests;
    impl_->wake.notify_one();
    const auto answered = [&] { return impl_->stored >= ticket || impl_->served >= request; };
    if (!impl_->done.wait(lock, stop, answered)) throw Cancelled();
    if (impl_->stored < ticket) throw Failure(Code::records_lost, impl_->failed);
}

NumberAnswer Writer::draw(NumberWish wish, std::stop_token stop) {
    const auto answer = std::make_shared<NumberAnswer>();
    post(NumberDraw{.drawn = impl_->clock.utc(), .wish = std::move(wish), .answer = answer});
    commit(std::move(stop));
    return *answer;
}

bool Writer::stored(const RunEnd& end) const {
    const std::lock_guard lock(impl_->reading);
    return stored_end_equals(impl_->reader, end);
}

std::optional<int> Writer::next_attempt(const std::string& operation, const std::string& serial,
                                        const std::string& imei) {
    if (serial.empty() && imei.empty()) return std::nullopt;
    const AttemptKey key{operation, serial, imei};
    std::unique_lock lock(impl_->mutex);
    const int posted = impl_->runs.count(key);
    const std::int64_t last_seq = impl_->stored_seq;
    lock.unlock();  // what is on disk up to there does not change any more
    const std::lock_guard reading(impl_->reading);
    return posted + count_attempts(impl_->reader, key, last_seq) + 1;
}

std::string Writer::failed() const {
    const std::lock_guard lock(impl_->mutex);
    return impl_->failed;
}

const std::vector<RecoveredRun>& Writer::recovered() const { return impl_->recovered; }

}  // namespace stapel::records
