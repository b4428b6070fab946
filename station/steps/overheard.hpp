#pragma once

#include "fixtures/transport/stream.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace stapel::steps {

/// A stream that remembers what came in over another one, whatever its reader makes of it: evidence for a diagnosis.
class Overheard final : public transport::Stream {
public:
    static constexpr std::size_t most_bytes = 16 * 1024;  ///< the first ones are kept

    explicit Overheard(transport::Stream& stream) : stream_(stream) {}

    void write(ByteView bytes, TimePoint deadline, std::stop_token stop) override {
        stream_.write(bytes, deadline, std::move(stop));
    }
    [[nodiscard]] std::size_t read(std::span<std::byte> into, TimePoint deadline, std::stop_token stop) override {
        const auto count = stream_.read(into, deadline, std::move(stop));
        const auto kept = into.first(std::min(count, most_bytes - std::min(most_bytes, heard_.size())));
        heard_.insert(heard_.end(), kept.begin(), kept.end());
        return count;
    }
    void discard_input() override { stream_.discard_input(); }
    void configure(const transport::LineSettings& settings) override { stream_.configure(settings); }
    [[nodiscard]] const std::string& address() const override { return stream_.address(); }

    [[nodiscard]] const Bytes& heard() const { return heard_; }

private:
    transport::Stream& stream_;
    Bytes heard_;
};

}  // namespace stapel::steps
