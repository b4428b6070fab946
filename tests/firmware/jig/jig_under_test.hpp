#pragma once

#include "firmware/jig/jig.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stapel::firmware::jig {

/// A jig on hardware that only remembers, with one session; the lid is closed and nothing is wrong.
class JigUnderTest {
public:
    JigUnderTest();
    JigUnderTest(const JigUnderTest&) = delete;
    JigUnderTest& operator=(const JigUnderTest&) = delete;

    /// Sends a message and its line feed; what was answered, without the last line feed.
    std::string ask(std::string_view message) { return ask(session, message); }
    std::string ask(Session& over, std::string_view message);
    /// Sends bytes as they are; what was answered, as it is.
    std::string send(Session& over, std::string_view bytes);
    /// Every entry of the error queue, joined by blanks.
    std::string errors();
    void pass(std::uint32_t ms);

    // What the hardware sees and has been told.
    Inputs inputs{.lid_closed = true};
    Outputs driven;
    std::vector<std::uint32_t> stored_cycles;
    std::int32_t supply_mv = 0, mean_ua = 0, peak_ua = 0;

    std::uint32_t now_ms = 5000;
    Jig jig{};
    Session session{};
};

}  // namespace stapel::firmware::jig
