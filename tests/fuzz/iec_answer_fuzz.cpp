#include "fixtures/meter/iec_reader.hpp"
#include "station/base/failure.hpp"
#include "tests/fuzz/require.hpp"

#include <algorithm>
#include <cstdint>
#include <span>

// Any bytes as a meter's answers: the reader ends with values or with a failure that names what it asked, and has said
// only whole messages.

using namespace stapel;
using namespace stapel::meter;

namespace {

/// Time that only waiting moves.
class WaitedClock : public Clock {
public:
    [[nodiscard]] TimePoint now() const override { return time; }
    [[nodiscard]] UtcTime utc() const override { return {}; }
    void sleep_until(TimePoint until, std::stop_token) const override { time = std::max(time, until); }

    mutable TimePoint time{};
};

/// Gives a piece of its bytes for each message written to it.
class Answers : public transport::Stream {
public:
    Answers(WaitedClock& clock, ByteView bytes) : clock_(clock), rest_(bytes) {}

    void write(ByteView bytes, TimePoint, std::stop_token) override {
        IecSplitter splitter;
        splitter.feed(bytes);
        const auto message = splitter.flush();
        require(message && message->kind != IecMessage::Kind::junk && message->characters.size() == bytes.size());
        const std::size_t size =
            rest_.empty() ? 0 : std::min<std::size_t>(rest_.size(), std::to_integer<std::size_t>(rest_[0]));
        piece_ = rest_.first(size);
        rest_ = rest_.subspan(size);
    }
    std::size_t read(std::span<std::byte> into, TimePoint deadline, std::stop_token) override {
        const std::size_t count = std::min(into.size(), piece_.size());
        std::copy_n(piece_.begin(), count, into.begin());
        piece_ = piece_.subspan(count);
        if (count == 0) clock_.time = std::max(clock_.time, deadline);
        return count;
    }
    void discard_input() override { piece_ = {}; }
    void configure(const transport::LineSettings&) override {}
    [[nodiscard]] const std::string& address() const override { return address_; }

private:
    WaitedClock& clock_;
    ByteView rest_, piece_;
    std::string address_ = "fuzz";
};

void read_all(IecReader& reader) {
    reader.connect();
    for (const char* parameter : {"SNUMB()", "ET0PE()"}) {
        const IecReading reading = reader.read(parameter);
        require(reading.names.size() == reading.values.size() && !reading.values.empty());
    }
    reader.write("ACT02(F)");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    WaitedClock clock;
    Answers stream(clock, std::as_bytes(std::span(data, size)));
    IecReader reader(stream, clock, {}, {.password = "777777", .software_parity = size % 2 == 0});
    try {
        read_all(reader);
    } catch (const Failure& failure) {
        require(!failure.detail().empty());
    }
    reader.disconnect();
    require(!reader.connected());
    return 0;
}
