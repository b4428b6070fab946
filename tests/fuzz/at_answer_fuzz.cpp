#include "fixtures/modem/answer_parser.hpp"
#include "fixtures/modem/at_text.hpp"
#include "tests/fuzz/require.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

// The first byte chooses what is pending, the rest is what a modem sends.

using namespace stapel;
using namespace stapel::modem;

namespace {

constexpr std::array<std::string_view, 8> bodies{"",         "I",        "+CSQ",       "+CREG?",
                                                 "+CMGR=1",  "+CMGL=4",  "+CMGW=20,2", "+CMEE=1;+CREG?;+CSQ"};

struct Heard {
    Answer answer{};
    std::vector<std::string> urcs{};
    bool complete = false, prompted = false;
    int restarts = 0;
};

/// What a parser makes of the bytes when they come in pieces of that size.
Heard hear(std::string_view body, ByteView bytes, std::size_t size) {
    Heard heard;
    AnswerParser parser;
    parser.on_urc([&](std::string_view line) { heard.urcs.emplace_back(line); });
    parser.expect(body);
    if (body.starts_with("+CMGW")) parser.expect_prompt();
    for (std::size_t at = 0; at < bytes.size(); at += size)
        parser.feed(bytes.subspan(at, std::min(size, bytes.size() - at)));
    (void)parser.heard();
    heard.prompted = parser.prompted();
    heard.restarts = parser.restarts();
    heard.complete = parser.complete();
    if (heard.complete) heard.answer = parser.take();
    return heard;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view body = bodies[data[0] % bodies.size()];
    const ByteView bytes = std::as_bytes(std::span(data, size)).subspan(1);
    const Heard whole = hear(body, bytes, bytes.size() + 1);
    const Heard parted = hear(body, bytes, 1);
    require(whole.complete == parted.complete && whole.prompted == parted.prompted && whole.restarts == parted.restarts);
    require(whole.urcs == parted.urcs && whole.answer.lines == parted.answer.lines);
    require(whole.answer.final.text == parted.answer.final.text);
    for (const std::string& line : whole.answer.lines) {
        require(!line.empty() && trimmed(line) == line && !final_of(line));
        (void)fields_of(line);
        (void)shown_text(line);
    }
    (void)words_of(whole.answer.final);
    return 0;
}
