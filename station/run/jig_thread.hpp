#pragma once

#include "fixtures/jig/client.hpp"
#include "station/base/mailbox.hpp"
#include "station/run/interrupt.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace stapel::run {

/// What the last look at the jig showed.
struct JigState {
    bool answers = false;
    bool output = false, lid_closed = false, start_pressed = false, occupied = false;
    std::int64_t cycles = 0;         ///< lid closings since the pogo pins were changed, as the jig counts them
    std::uint64_t lid_closings = 0;  ///< closings since this station looks, and one when it first found it closed

    bool operator==(const JigState&) const = default;
};

/// The jig's thread: the only one that speaks to a site's controller.
///
/// It looks at the jig ten times a second (which also feeds the jig's watchdog), carries out the step thread's
/// commands, and switches the output off the moment it is told to, whatever else is going on. Trouble (lid opened,
/// output tripped, watchdog, silence) fires the interrupt that is being watched. Opens the channel itself and opens
/// it anew after it went away.
class JigThread {
public:
    using Opener = std::function<std::unique_ptr<transport::Stream>(std::stop_token)>;
    /// Hears, in the jig's thread, of every look that showed something else than the one before; must not block.
    using Seen = std::function<void(const JigState& state, bool in_trouble)>;

    JigThread(Opener open, const Clock& clock, Seen seen = {});
    ~JigThread();
    JigThread(const JigThread&) = delete;
    JigThread& operator=(const JigThread&) = delete;

    // From the step thread. Each throws what went wrong, `Cancelled` when `stop` fires.
    void command(std::string message, std::stop_token stop);
    [[nodiscard]] std::string query(std::string message, std::stop_token stop);
    /// Looks at the jig now; throws the trouble that is found.
    void prove_well(std::stop_token stop);
    /// A person's message, right or wrong. The watchdog stays armed, whatever it says.
    [[nodiscard]] jig::Said say(std::string message, std::stop_token stop);

    /// What fires a watched interrupt beside its deadline.
    enum class Watch { trouble, deadline_only };
    /// From now on `deadline` (step_timed_out) and trouble, also trouble that is there already, fire this interrupt.
    void watch(std::shared_ptr<Interrupt> interrupt, TimePoint deadline, Watch what);
    void end_watch();

    /// Output off, strap off, reset held: at once, from any thread, without waiting.
    void switch_off();

    [[nodiscard]] JigState state() const;
    /// Trouble since the last `forget_trouble`: the first one, which is the cause.
    [[nodiscard]] std::optional<Failure> trouble() const;
    void forget_trouble();

private:
    struct Request {
        std::uint64_t ticket = 0;
        enum class Kind { command, query, look, say } kind = Kind::look;
        std::string message;
        std::stop_token asker;  ///< fired: nobody waits for the answer, and the jig must not be told any more
    };
    struct Reply {
        std::uint64_t ticket = 0;
        std::string text;
        std::vector<jig::ScpiError> errors;
        std::optional<Failure> failure;
    };

    [[nodiscard]] Reply ask(Request request);
    void serve(std::stop_token stop);
    void serve_once();
    [[nodiscard]] std::optional<Request> next_request(std::stop_token urgent);
    void connect(std::stop_token stop);
    void carry_out(Request request, std::stop_token stop);
    void exchange(const Request& request, Reply& reply, std::stop_token stop);
    void look(std::stop_token stop);
    /// True when the lid has been opened since the look before.
    bool note(const std::string& answer);
    [[nodiscard]] bool guarded_with_lid_open() const;
    void report(const Failure& trouble);
    void tell_seen();
    void check_deadline();
    void carry_out_switch_off(std::stop_token stop);
    [[nodiscard]] std::stop_token urgent_token() const;

    Opener open_;
    const Clock& clock_;
    Seen seen_;
    std::optional<std::pair<JigState, bool>> told_;  ///< what `seen_` heard last
    std::unique_ptr<transport::Stream> stream_;
    std::optional<jig::Client> client_;
    TimePoint next_look_{};
    std::optional<Request> postponed_;  ///< its asker still waits, switching off went before it

    Mailbox<Request> requests_;
    Mailbox<Reply> replies_;
    std::uint64_t next_ticket_ = 1;

    mutable std::mutex mutex_;
    JigState state_;
    bool first_look_ = true;
    std::optional<Failure> trouble_;
    std::shared_ptr<Interrupt> watched_;
    TimePoint deadline_{};
    Watch watch_ = Watch::trouble;
    std::stop_source urgent_;
    bool off_wanted_ = false;

    std::jthread thread_;
};

}  // namespace stapel::run
