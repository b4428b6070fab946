#include "ui/cli/event_printer.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <utility>

namespace stapel::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto patience_at_end = 2s;
constexpr std::size_t sure_write = 4096;  // PIPE_BUF: a pipe that polls writable takes this much without blocking

/// True when standard output takes bytes now.
bool writable() {
    pollfd output{STDOUT_FILENO, POLLOUT, 0};
    return ::poll(&output, 1, 100) == 1 && (output.revents & POLLOUT) != 0;
}

}  // namespace

EventPrinter::EventPrinter(Format format, const Clock& clock)
    : format_(std::move(format)), clock_(clock), thread_([this](std::stop_token stop) { work(std::move(stop)); }) {}

EventPrinter::~EventPrinter() { thread_.request_stop(); }

void EventPrinter::work(std::stop_token stop) {
    bool reader_there = true;
    while (auto event = events_.take(TimePoint::max(), stop))
        if (reader_there) reader_there = write_line(format_(*event), stop);
    for (const auto& left : events_.take_all())
        if (reader_there) reader_there = write_line(format_(left), stop);
}

bool EventPrinter::out_of_patience(std::stop_token stop) {
    if (!stop.stop_requested()) return false;
    if (end_ == TimePoint::max()) end_ = clock_.now() + patience_at_end;
    return clock_.now() >= end_;
}

bool EventPrinter::write_line(std::string line, std::stop_token stop) {
    if (line.empty()) return true;
    line += '\n';
    for (std::string_view rest = line; !rest.empty();) {
        if (out_of_patience(stop)) return false;
        if (!writable()) continue;
        const auto count = ::write(STDOUT_FILENO, rest.data(), std::min(rest.size(), sure_write));
        if (count < 0 && errno != EINTR && errno != EAGAIN) return false;
        if (count > 0) rest.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

}  // namespace stapel::cli
