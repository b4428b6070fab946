#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stapel::test {

/// A message on the double's SIM.
struct SimMessage {
    int status = 0;
    std::string pdu{};
    bool operator==(const SimMessage&) const = default;
};

/// What a transceiver with its SIM answers (protocols 3.2, with bare CCID), its echo off. Copies share one state, so that a
/// test may look at it once the `PortDouble` that plays it is gone.
class TransceiverDouble {
public:
    struct State {
        /// Lines of an answer, split by `|`; used in turn, the last one again and again. `OK` is added to what is no error.
        std::map<std::string, std::deque<std::string>> answers{};
        std::string iccid = "89701010085350004087";  // the manual's sample, protocols 3.7
        std::string sim = "READY";                   ///< what `AT+CPIN?` tells; empty = no SIM
        std::string pin{};                           ///< takes `SIM PIN` away
        int tries = 3;
        bool asks_for_pin = false;                   ///< at each power-on
        int places = 20;
        std::map<int, SimMessage> messages{};
        bool loses_writes = false;                   ///< acknowledges and stores nothing
        bool spoils_others = false;                  ///< a message is stored over the first one too
        bool fills_from_the_end = false;             ///< the last free place is taken first
        std::vector<std::string> heard{};            ///< commands, without `AT`
    };

    TransceiverDouble();
    std::string operator()(std::string_view received);
    State& state() { return *state_; }
    [[nodiscard]] bool heard(std::string_view beginning) const;

private:
    [[nodiscard]] std::string obey(const std::string& body);
    [[nodiscard]] std::optional<std::string> sim_answer(const std::string& body);
    [[nodiscard]] std::optional<std::string> storage_answer(const std::string& body);
    [[nodiscard]] std::string take_pin(std::string_view given);
    [[nodiscard]] std::string store(const std::string& pdu);

    std::shared_ptr<State> state_;
    std::string pending_{};
    bool awaits_pdu_ = false;
};

}  // namespace stapel::test
