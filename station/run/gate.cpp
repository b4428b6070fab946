#include "station/run/gate.hpp"

#include <utility>

namespace stapel::run {

Gate::Gate(Rules rules, std::function<void()> changed) : rules_(rules), changed_(std::move(changed)) {}

template <typename Change>
auto Gate::changing(const Change& change) {
    std::unique_lock lock(mutex_);
    const auto result = change();
    lock.unlock();
    began_.notify_all();
    if (changed_) changed_();
    return result;
}

void Gate::jig_seen(const JigState& jig, bool in_trouble) {
    changing([&] {
        const bool pressed = jig.start_pressed && !jig_.start_pressed;
        jig_ = jig;
        jig_away_ = in_trouble && !jig.answers;
        if (!jig.answers && label_in_nest_) label_in_nest_.emplace();  // nobody sees what is done to the lid
        begin_if_due();
        if (pressed && why_not_run().empty()) begin(Turn::Kind::run);
        return true;
    });
}

void Gate::scan(Label label) {
    changing([&] {
        labels_.push_back(std::move(label));
        return true;
    });
}

void Gate::rescan(Label label) {
    changing([&] {
        labels_.assign(1, std::move(label));
        if (phase_ != Phase::running) label_in_nest_.reset();
        return true;
    });
}

std::string Gate::why_not_begin() const {
    if (phase_ == Phase::ended || no_more_) return "ended";
    if (!open_) return "not_started";
    if (phase_ == Phase::running) return "running";
    if (phase_ == Phase::unacknowledged) return "unacknowledged";
    if (phase_ == Phase::manual) return "manual";
    return {};
}

std::string Gate::why_not_run() const {
    if (auto why = why_not_begin(); !why.empty()) return why;
    if (!jig_.answers) return "jig_away";
    if (!jig_.lid_closed) return "lid_open";
    if (!jig_.occupied) return "nest_empty";
    return {};
}

std::string Gate::start_run() {
    return changing([&] {
        auto why = why_not_run();
        if (why.empty()) begin(Turn::Kind::run);
        return why;
    });
}

std::string Gate::manual_begin() {
    return changing([&] {
        auto why = why_not_begin();
        if (why.empty()) begin(Turn::Kind::manual);
        return why;
    });
}

// Whoever waits for the stop may need locks of his own: it is fired without ours.
bool Gate::stop_run() {
    std::stop_source stop;
    {
        const std::lock_guard lock(mutex_);
        if (phase_ != Phase::running) return false;
        cut_off_ = true;
        stop = turn_stop_;
    }
    stop.request_stop();
    return true;
}

bool Gate::acknowledge() {
    return changing([&] {
        if (phase_ != Phase::unacknowledged) return false;
        phase_ = Phase::waiting;
        begin_if_due();
        return true;
    });
}

void Gate::open() {
    changing([&] {
        open_ = true;
        begin_if_due();
        return true;
    });
}

void Gate::no_more() {
    changing([&] { return no_more_ = true; });
}

void Gate::stop() {
    auto stop = changing([&] {
        no_more_ = true;
        return turn_stop_;
    });
    stop.request_stop();
}

Turn Gate::next() {
    std::unique_lock lock(mutex_);
    const auto begun = [this] { return phase_ == Phase::running || phase_ == Phase::manual; };
    began_.wait(lock, [&] { return no_more_ || begun(); });
    if (no_more_) return {};
    return turn_;
}

void Gate::run_over(Outcome outcome) {
    changing([&] {
        if (!cut_off_ || outcome != Outcome::aborted) ++units_done_;
        const bool last = rules_.units > 0 && units_done_ == rules_.units;
        no_more_ = no_more_ || last || turn_.kind == Turn::Kind::run_without_jig;
        const bool held = rules_.hold_until_acknowledged && outcome != Outcome::pass;
        phase_ = held ? Phase::unacknowledged : Phase::waiting;
        begin_if_due();
        return true;
    });
}

void Gate::manual_over() {
    changing([&] {
        forget_moved_module();
        closings_used_ = jig_.lid_closings;
        phase_ = Phase::waiting;
        return true;
    });
}

void Gate::ended() {
    changing([&] {
        phase_ = Phase::ended;
        return true;
    });
}

void Gate::begin_if_due() {
    if (!why_not_begin().empty()) return;
    if (jig_.lid_closed && jig_.lid_closings > closings_used_) begin(Turn::Kind::run);
    else if (jig_away_ && rules_.units > 0) begin(Turn::Kind::run_without_jig);
}

void Gate::begin(Turn::Kind kind) {
    const bool manual = kind == Turn::Kind::manual;
    forget_moved_module();
    if (!manual && !label_in_nest_) take_next_label();
    turn_stop_ = std::stop_source();
    cut_off_ = false;
    turn_ = {.kind = kind, .label = manual ? Label{} : *label_in_nest_, .stop = turn_stop_.get_token()};
    closings_used_ = jig_.lid_closings;
    phase_ = manual ? Phase::manual : Phase::running;
}

/// The module that lies there keeps its label as long as the lid has not been opened: a retry is not the next module.
void Gate::forget_moved_module() {
    if (jig_.lid_closings != closings_used_) label_in_nest_.reset();
}

void Gate::take_next_label() {
    label_in_nest_.emplace();
    if (labels_.empty()) return;
    label_in_nest_ = std::move(labels_.front());
    labels_.pop_front();
}

SiteView Gate::view(int site) const {
    const std::lock_guard lock(mutex_);
    SiteView view{.site = site, .phase = phase_, .jig = jig_, .jig_away = jig_away_};
    if (phase_ == Phase::running) view.label = turn_.label;
    if (!labels_.empty()) view.next_label = labels_.front();
    return view;
}

bool Gate::in_phase(Phase phase) const {
    const std::lock_guard lock(mutex_);
    return phase_ == phase;
}

}  // namespace stapel::run
