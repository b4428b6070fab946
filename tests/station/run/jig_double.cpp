#include "tests/station/run/jig_double.hpp"

#include "fixtures/transport/pair.hpp"
#include "station/base/failure.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace stapel::test {
namespace {

/// The parts of a message, without the colon that takes each back to the root.
std::vector<std::string> parts_of(std::string_view line) {
    std::vector<std::string> parts;
    while (!line.empty()) {
        const auto end = std::min(line.find(';'), line.size());
        auto part = line.substr(0, end);
        if (part.starts_with(':')) part.remove_prefix(1);
        parts.emplace_back(part);
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return parts;
}

}  // namespace

JigDouble::JigDouble()
    : answers_{{"*IDN?", "STAPEL,JIG,J-1,1.0"}, {"*TST?", "0"},     {"*OPC?", "1"},     {"OUTP?", "0"},
               {"INP:LID?", "1"},               {"INP:STAR?", "0"}, {"INP:NEST?", "1"}, {"SYST:CYC?", "5"},
               {"SYST:ERR?", "0,\"No error\""}, {"CAL:DUE?", "2030-01-31"}} {}

JigDouble::~JigDouble() = default;

std::unique_ptr<transport::Stream> JigDouble::connect() {
    auto [station, jig] = transport::stream_pair("double:jig");
    auto& mine = *jig;
    const std::lock_guard lock(mutex_);
    streams_.push_back(std::move(jig));
    threads_.emplace_back([this, &mine](std::stop_token stop) { serve(std::move(stop), mine); });
    return std::move(station);
}

void JigDouble::set(const std::string& query, const std::string& answer) {
    const std::lock_guard lock(mutex_);
    answers_[query] = answer;
}

void JigDouble::fall_silent() {
    const std::lock_guard lock(mutex_);
    silent_ = true;
}

std::vector<std::string> JigDouble::heard() const {
    const std::lock_guard lock(mutex_);
    return heard_;
}

bool JigDouble::heard_message(const std::string& message) const {
    const auto all = heard();
    return std::ranges::find(all, message) != all.end();
}

void JigDouble::serve(std::stop_token stop, transport::Stream& stream) {
    std::string pending;
    std::array<std::byte, 512> buffer;
    try {
        while (true) {
            const auto count = stream.read(buffer, TimePoint::max(), stop);
            pending += text_of(ByteView(buffer).first(count));
            for (auto end = pending.find('\n'); end != std::string::npos; end = pending.find('\n')) {
                take(pending.substr(0, end), stream);
                pending.erase(0, end + 1);
            }
        }
    } catch (const std::exception&) {  // the test is over or the station has hung up
    }
}

void JigDouble::take(const std::string& line, transport::Stream& stream) {
    std::string answer;
    {
        const std::lock_guard lock(mutex_);
        if (!line.empty()) heard_.push_back(line);
        if (silent_) return;
        for (const auto& part : parts_of(line)) {
            const auto known = answers_.find(part);
            if (known != answers_.end()) answer += (answer.empty() ? "" : ";") + known->second;
            // an error is told once
            if (part == "SYST:ERR?") answers_[part] = "0,\"No error\"";
        }
    }
    if (!answer.empty()) stream.write(bytes_of(answer + "\n"), TimePoint::max(), {});
}

}  // namespace stapel::test
