#pragma once

#include "station/base/mailbox.hpp"
#include "station/run/jig_thread.hpp"
#include "station/run/journal.hpp"

#include <stop_token>
#include <string>

namespace stapel::run {

/// What an engineer wants of the jig, or what the jig has to say unasked.
struct HandOrder {
    enum class Kind { say, trouble, end } kind = Kind::end;
    std::string message{};  ///< SCPI, for `say`
};

/// An engineer's talk with the jig: every message is a step of the run's record (`manual-1` ...) with its answer, which
/// is an event `Log` of level `manual` too. Step thread only.
class HandDrive {
public:
    HandDrive(JigThread& jig, Journal& journal, const Clock& clock);

    /// Carries orders out until one ends the talk or `stop` fires. Whatever the jig does, the talk goes on.
    void talk(Mailbox<HandOrder>& orders, std::stop_token stop);

private:
    void carry_out(const std::string& message, std::stop_token stop);
    /// What the jig answers, or why it does not; a failed step when there is an error.
    [[nodiscard]] std::string answer_to(const std::string& message, StepFinished& step, std::stop_token stop);
    void tell_trouble();
    void measure(const std::string& step, std::string name, const std::string& text);

    JigThread& jig_;
    Journal& journal_;
    const Clock& clock_;
    int position_ = 0;
};

}  // namespace stapel::run
