#include "tests/station/steps/transceiver_double.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace stapel::test {
namespace {

constexpr int stored_unsent = 2;
constexpr char end_of_pdu = '\x1A';

std::string bytes_of_answer(std::string_view lines) {
    std::string bytes;
    bool error = false;
    while (true) {
        const auto end = lines.find('|');
        const auto line = lines.substr(0, end);
        error = line.find("ERROR") != std::string_view::npos;
        if (!line.empty()) bytes += fmt::format("\r\n{}\r\n", line);
        if (end == std::string_view::npos) break;
        lines.remove_prefix(end + 1);
    }
    return error ? bytes : bytes + "\r\nOK\r\n";
}

int number_behind(const std::string& body, std::string_view prefix) { return std::stoi(body.substr(prefix.size())); }

std::string told(std::string_view head, const SimMessage& message) {
    const auto service_centre = static_cast<std::size_t>(std::stoi(message.pdu.substr(0, 2), nullptr, 16));
    const auto octets = message.pdu.size() / 2 - 1 - service_centre;
    return fmt::format("{}{},,{}|{}", head, message.status, octets, message.pdu);
}

}  // namespace

TransceiverDouble::TransceiverDouble() : state_(std::make_shared<State>()) {
    state_->answers["+CMEE?"] = {"+CMEE: 1"};
    state_->answers["+CGMM"] = {"SIMCOM_SIM7070G"};
}

std::string TransceiverDouble::operator()(std::string_view received) {
    std::string answer;
    for (const char c : received) {
        if (c != '\r' && c != end_of_pdu) {
            if (c != '\x1B') pending_ += c;
            continue;
        }
        const auto line = std::exchange(pending_, {});
        if (std::exchange(awaits_pdu_, false)) answer += store(line);
        else if (line.starts_with("AT")) answer += obey(line.substr(2));
    }
    return answer;
}

bool TransceiverDouble::heard(std::string_view beginning) const {
    return std::ranges::any_of(state_->heard, [&](const std::string& body) { return body.starts_with(beginning); });
}

std::string TransceiverDouble::obey(const std::string& body) {
    state_->heard.push_back(body);
    if (const auto found = state_->answers.find(body); found != state_->answers.end()) {
        const auto answer = found->second.front();
        if (found->second.size() > 1) found->second.pop_front();
        return bytes_of_answer(answer);
    }
    awaits_pdu_ = body.starts_with("+CMGW=");
    if (awaits_pdu_) return "\r\n> ";
    if (const auto answer = sim_answer(body)) return bytes_of_answer(*answer);
    if (const auto answer = storage_answer(body)) return bytes_of_answer(*answer);
    return bytes_of_answer("");
}

std::optional<std::string> TransceiverDouble::sim_answer(const std::string& body) {
    if (body == "+CPIN?") return state_->sim.empty() ? "+CME ERROR: 10" : "+CPIN: " + state_->sim;
    if (body == "+CCID") return state_->iccid;
    if (body == "+CPINR") return fmt::format("+CPINR: SIM PIN,{},3", state_->tries);
    if (body == "+CLCK=\"SC\",2") return fmt::format("+CLCK: {:d}", state_->asks_for_pin);
    if (body.starts_with("+CPIN=")) return take_pin(body.substr(6));
    if (!body.starts_with("+CLCK=\"SC\",0,")) return std::nullopt;
    const auto answer = take_pin(body.substr(13));
    if (answer.empty()) state_->asks_for_pin = false;
    return answer;
}

std::string TransceiverDouble::take_pin(std::string_view given) {
    if (given != '"' + state_->pin + '"') {
        --state_->tries;
        return "+CME ERROR: 16";
    }
    state_->sim = "READY";
    return {};
}

std::optional<std::string> TransceiverDouble::storage_answer(const std::string& body) {
    auto& messages = state_->messages;
    if (body.starts_with("+CPMS=")) return fmt::format("+CPMS: {0},{1},{0},{1},{0},{1}", messages.size(), state_->places);
    if (body.starts_with("+CMGD=")) messages.erase(number_behind(body, "+CMGD="));
    if (body.starts_with("+CMGR=")) {
        const auto found = messages.find(number_behind(body, "+CMGR="));
        return found == messages.end() ? "+CMS ERROR: 321" : told("+CMGR: ", found->second);
    }
    if (body != "+CMGL=4") return std::nullopt;
    std::string list;
    for (const auto& [index, message] : messages)
        list += (list.empty() ? "" : "|") + told(fmt::format("+CMGL: {},", index), message);
    return list;
}

/// At the first free place, as SIMs do.
std::string TransceiverDouble::store(const std::string& pdu) {
    const int step = state_->fills_from_the_end ? -1 : 1;
    int index = state_->fills_from_the_end ? state_->places : 1;
    while (state_->messages.contains(index)) index += step;
    if (index < 1 || index > state_->places) return bytes_of_answer("+CMS ERROR: 322");
    if (state_->spoils_others && !state_->messages.empty()) state_->messages.begin()->second.pdu = pdu;
    if (!state_->loses_writes) state_->messages[index] = {stored_unsent, pdu};
    return bytes_of_answer(fmt::format("+CMGW: {}", index));
}

}  // namespace stapel::test
