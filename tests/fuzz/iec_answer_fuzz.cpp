#include "fixtures/meter/iec_reader.hpp"
#include "station/base/failure.hpp"
#include "tests/fuzz/answering_stream.hpp"
#include "tests/fuzz/require.hpp"

#include <cstdint>
#include <span>

// Any bytes as a meter's answers: the reader ends with values or with a failure that names what it asked, and has said
// only whole messages.

using namespace stapel;
using namespace stapel::meter;

namespace {

/// A piece of the input for each message that is written.
class Pieces {
public:
    explicit Pieces(ByteView bytes) : rest_(bytes) {}
    Bytes operator()(ByteView written) {
        IecSplitter splitter;
        splitter.feed(written);
        const auto message = splitter.flush();
        require(message && message->kind != IecMessage::Kind::junk && message->characters.size() == written.size());
        const ByteView piece = take_piece(rest_);
        return {piece.begin(), piece.end()};
    }

private:
    ByteView rest_;
};

void read_all(IecReader& reader) {
    reader.connect();
    for (const char* parameter : {"SNUMB()", "ET0PE()"}) {
        const IecReading reading = reader.read(parameter);
        require(reading.names.size() == reading.values.size() && !reading.values.empty());
    }
    reader.write("ACT02(F)");
    reader.write_group("ACT02(F)SPD02(5)");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    WaitedClock clock;
    AnsweringStream stream(clock, Pieces(std::as_bytes(std::span(data, size))));
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
