#include "station/run/jig_thread.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace stapel::run {
namespace {

using namespace std::chrono_literals;

constexpr auto look_period = 100ms;      // DESIGN 8: at least five queries a second
constexpr auto reconnect_period = 500ms;
constexpr std::string_view look_query = "OUTP?;:INP:LID?;:INP:STAR?;:INP:NEST?;:SYST:CYC?;:SYST:ERR?";
constexpr std::string_view off_message = "OUTP OFF;:ROUT:BOOT OFF;:ROUT:RES ON";
// A new link begins safe, whatever an earlier one left on; then 2 s before anything is switched on (DESIGN 5).
constexpr std::string_view arm_message = "*CLS;:OUTP OFF;:ROUT:BOOT OFF;:ROUT:RES ON;:SYST:WATC 2";
constexpr std::string_view lamp_off_message = "OUTP:LAMP OFF";  // an open nest shows no verdict
constexpr std::string_view watchdog_message = "SYST:WATC 2";
constexpr std::string_view leave_message = "SYST:WATC 0";

/// The six answers of `look_query`.
std::array<std::string_view, 6> split_answers(std::string_view line) {
    std::array<std::string_view, 6> parts;
    for (auto& part : parts) {
        const auto end = &part == &parts.back() ? std::string_view::npos : line.find(';');
        part = line.substr(0, end);
        line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
    }
    return parts;
}

/// What an entry of the jig's error queue means for a run.
Failure failure_of(const jig::ScpiError& error) {
    if (error.number == -310) return Failure(Code::supply_shorted, "the jig's output tripped");
    if (error.number == -300 && error.text == "Lid opened") return Failure(Code::lid_opened);
    if (error.number == -300 && error.text == "Watchdog") return Failure(Code::jig_watchdog);
    return Failure(Code::jig_error, std::to_string(error.number) + ",\"" + error.text + "\"");
}

}  // namespace

JigThread::JigThread(Opener open, const Clock& clock, Seen seen)
    : open_(std::move(open)), clock_(clock), seen_(std::move(seen)), thread_([this](std::stop_token stop) { serve(stop); }) {}

JigThread::~JigThread() {
    thread_.request_stop();
    switch_off();
}

void JigThread::command(std::string message, std::stop_token stop) {
    (void)ask({.kind = Request::Kind::command, .message = std::move(message), .asker = std::move(stop)});
}

std::string JigThread::query(std::string message, std::stop_token stop) {
    return ask({.kind = Request::Kind::query, .message = std::move(message), .asker = std::move(stop)}).text;
}

jig::Said JigThread::say(std::string message, std::stop_token stop) {
    auto reply = ask({.kind = Request::Kind::say, .message = std::move(message), .asker = std::move(stop)});
    return {.line = std::move(reply.text), .errors = std::move(reply.errors)};
}

void JigThread::prove_well(std::stop_token stop) {
    (void)ask({.kind = Request::Kind::look, .message = {}, .asker = std::move(stop)});
    if (const auto found = trouble()) throw Failure(*found);
}

JigThread::Reply JigThread::ask(Request request) {
    request.ticket = next_ticket_++;
    const auto ticket = request.ticket;
    const auto stop = request.asker;
    requests_.post(std::move(request));
    while (true) {
        auto reply = replies_.take(TimePoint::max(), stop);
        if (!reply) throw Cancelled();
        if (reply->ticket != ticket) continue;  // the answer to a question that was given up
        if (reply->failure) throw Failure(*reply->failure);
        return *std::move(reply);
    }
}

void JigThread::watch(std::shared_ptr<Interrupt> interrupt, TimePoint deadline, Watch what) {
    std::optional<Failure> already;
    {
        const std::lock_guard lock(mutex_);
        watched_ = interrupt;
        deadline_ = deadline;
        watch_ = what;
        if (what == Watch::trouble) already = trouble_;
    }
    if (already) interrupt->fire(*already);
}

void JigThread::end_watch() {
    const std::lock_guard lock(mutex_);
    watched_.reset();
}

void JigThread::switch_off() {
    const std::lock_guard lock(mutex_);
    off_wanted_ = true;
    urgent_.request_stop();
}

JigState JigThread::state() const {
    const std::lock_guard lock(mutex_);
    return state_;
}

std::optional<Failure> JigThread::trouble() const {
    const std::lock_guard lock(mutex_);
    return trouble_;
}

void JigThread::forget_trouble() {
    const std::lock_guard lock(mutex_);
    trouble_.reset();
}

std::stop_token JigThread::urgent_token() const {
    const std::lock_guard lock(mutex_);
    return urgent_.get_token();
}

void JigThread::serve(std::stop_token stop) {
    while (!stop.stop_requested()) {
        try {
            serve_once();
        } catch (const Cancelled&) {
            carry_out_switch_off(stop);
        }
        check_deadline();
    }
    switch_off();
    carry_out_switch_off(stop);
}

void JigThread::serve_once() {
    const auto urgent = urgent_token();
    if (urgent.stop_requested()) throw Cancelled();
    auto request = next_request(urgent);
    if (urgent.stop_requested() && !request) throw Cancelled();
    if (request) carry_out(std::move(*request), urgent);
    if (clock_.now() >= next_look_) {
        next_look_ = clock_.now() + look_period;
        try {
            look(urgent);
        } catch (const Failure& trouble) {
            report(trouble);
        }
    }
}

std::optional<JigThread::Request> JigThread::next_request(std::stop_token urgent) {
    if (postponed_) return std::exchange(postponed_, std::nullopt);
    return requests_.take(next_look_, urgent);
}

void JigThread::connect(std::stop_token stop) {
    if (client_) return;
    auto stream = open_(stop);
    jig::Client client(*stream, clock_);
    const auto answer = client.query("*IDN?", stop);
    if (!jig::parse_identity(answer))
        throw Failure(Code::jig_foreign, "expected STAPEL,JIG,<serial>,<version> from " + stream->address() +
                                             ", found \"" + answer + "\"");
    client.command(arm_message, stop);
    stream_ = std::move(stream);
    client_.emplace(*stream_, clock_);
}

/// What a stopped step still had to say is dropped, lest it switches something on again. Teardown begins while the
/// stop is still on its way here: its requests wait until the output is off.
void JigThread::carry_out(Request request, std::stop_token stop) {
    if (request.asker.stop_requested()) return;
    Reply reply{.ticket = request.ticket, .text = {}, .errors = {}, .failure = {}};
    try {
        connect(stop);
        exchange(request, reply, stop);
    } catch (const Failure& failure) {
        report(failure);
        reply.failure = failure;
    } catch (const Cancelled&) {
        postponed_ = std::move(request);
        throw;
    }
    replies_.post(std::move(reply));
}

void JigThread::exchange(const Request& request, Reply& reply, std::stop_token stop) {
    switch (request.kind) {
        case Request::Kind::command: client_->command(request.message, stop); break;
        case Request::Kind::query: reply.text = client_->query(request.message, stop); break;
        case Request::Kind::look: look(stop); break;
        case Request::Kind::say: {
            auto said = client_->say(request.message, stop);
            client_->command(watchdog_message, stop);
            reply.text = std::move(said.line);
            reply.errors = std::move(said.errors);
        }
    }
}

void JigThread::look(std::stop_token stop) {
    connect(stop);
    for (int entry = 0; entry < 20; ++entry) {  // the error queue holds 16
        const auto answer = client_->query(look_query, stop);
        const auto parts = split_answers(answer);
        const auto error = jig::parse_error(parts[5]);
        if (!error) throw Failure(Code::jig_answer, "expected six answers to a look, found \"" + answer + "\"");
        if (note(answer)) client_->command(lamp_off_message, stop);
        tell_seen();
        if (error->number != 0) {
            report(failure_of(*error));
            continue;
        }
        if (guarded_with_lid_open()) report(Failure(Code::lid_opened));
        return;
    }
}

bool JigThread::note(const std::string& answer) {
    const auto parts = split_answers(answer);
    const std::lock_guard lock(mutex_);
    const bool was_closed = state_.lid_closed;
    state_.answers = true;
    state_.output = jig::boolean_of(parts[0], "OUTP?");
    state_.lid_closed = jig::boolean_of(parts[1], "INP:LID?");
    state_.start_pressed = jig::boolean_of(parts[2], "INP:STAR?");
    state_.occupied = jig::boolean_of(parts[3], "INP:NEST?");
    // The jig's own count: a lid that was opened and closed between two looks is seen too.
    const auto cycles = static_cast<std::int64_t>(jig::number_of(parts[4], "SYST:CYC?"));
    const bool closing = first_look_ ? state_.occupied : cycles > state_.cycles;
    if (state_.lid_closed && closing) ++state_.lid_closings;
    state_.cycles = cycles;
    first_look_ = false;
    return was_closed && !state_.lid_closed;
}

/// The jig itself tells of a lid only while its output is on; a run's module may not be touched at any time.
bool JigThread::guarded_with_lid_open() const {
    const std::lock_guard lock(mutex_);
    return watched_ && watch_ == Watch::trouble && !state_.lid_closed;
}

void JigThread::report(const Failure& trouble) {
    const auto code = trouble.code();
    const bool link_lost = code != Code::lid_opened && code != Code::supply_shorted && code != Code::jig_watchdog &&
                           code != Code::jig_error;
    if (link_lost) {
        client_.reset();
        stream_.reset();
        next_look_ = clock_.now() + reconnect_period;
    }
    std::shared_ptr<Interrupt> watched;
    {
        const std::lock_guard lock(mutex_);
        if (link_lost) state_.answers = false;
        if (!trouble_) trouble_ = trouble;
        if (watch_ == Watch::trouble) watched = watched_;
    }
    tell_seen();
    if (watched) watched->fire(trouble);
}

void JigThread::tell_seen() {
    std::pair<JigState, bool> now;
    {
        const std::lock_guard lock(mutex_);
        now = {state_, trouble_.has_value()};
    }
    if (!seen_ || told_ == now) return;
    told_ = now;
    seen_(now.first, now.second);
}

void JigThread::check_deadline() {
    std::shared_ptr<Interrupt> watched;
    {
        const std::lock_guard lock(mutex_);
        if (watched_ && clock_.now() >= deadline_) watched = watched_;
    }
    if (watched) watched->fire(Failure(Code::step_timed_out));
}

void JigThread::carry_out_switch_off(std::stop_token stop) {
    {
        const std::lock_guard lock(mutex_);
        urgent_ = std::stop_source();
        if (!off_wanted_) return;
        off_wanted_ = false;
    }
    try {
        const std::stop_token not_again;
        if (!client_) return;  // an unreachable jig switches off by its own watchdog
        client_->command("\n" + std::string(off_message), not_again);
        if (stop.stop_requested()) client_->command(leave_message, not_again);
        client_->resynchronise(not_again);
    } catch (const Failure& failure) {
        report(failure);
    }
}

}  // namespace stapel::run
