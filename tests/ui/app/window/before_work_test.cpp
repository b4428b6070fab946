#include "station/records/writer.hpp"
#include "ui/app/window/before_work.hpp"
#include "ui/app/window/trouble_text.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>
#include <stop_token>

using namespace stapel;
using namespace stapel::app;

namespace {

constexpr int key_s = 0x16, enter = 0x28, escape = 0x29;

template <typename Error>
TroubleText told(const Error& error) {
    return trouble_text(std::make_exception_ptr(error));
}

}  // namespace

TEST_CASE("every mistake of a file is told, and the status is the command line's") {
    const auto usage = told(session::UsageError("2 mistakes", {"plan.yaml:1:1: error: a", "plan.yaml:2:1: error: b"}));
    CHECK(usage.message == "plan.yaml:1:1: error: a\nplan.yaml:2:1: error: b\n2 mistakes");
    CHECK(usage.status == session::Status::usage);

    records::OpenError error;
    error.message = "bench.db: another program has it";
    error.exit_status = 5;
    CHECK(told(error).message == error.message);
    CHECK(told(error).status == session::Status::records);

    CHECK(told(std::runtime_error("no room for a bench")).message == "no room for a bench");
    CHECK(told(std::runtime_error("no room for a bench")).status == session::Status::fixture);
}

TEST_CASE("a message stays until somebody closes it") {
    const Preferences preferences;
    const auto ends_it = [&](const WindowEvent& event) {
        Trouble trouble(preferences, "why", {});
        REQUIRE_FALSE(trouble.is_over());
        trouble.hear(event);
        return trouble.is_over();
    };
    CHECK(ends_it(CloseAsked{}));
    CHECK(ends_it(KeyEvent{.usage = escape}));
    CHECK_FALSE(ends_it(KeyEvent{.usage = key_s}));
    CHECK_FALSE(ends_it(KeyEvent{.usage = escape, .down = false}));
    CHECK_FALSE(ends_it(FocusLost{}));
}

TEST_CASE("a message is closed by its button, and by a signal") {
    const Preferences preferences;
    std::stop_source signal;
    Trouble by_button(preferences, "why", {}), by_signal(preferences, "why", signal.get_token());
    by_button.carry_out({LookAtPorts{}});
    CHECK_FALSE(by_button.is_over());
    by_button.carry_out({Quit{}});
    CHECK(by_button.is_over());
    CHECK_FALSE(by_signal.is_over());
    signal.request_stop();
    CHECK(by_signal.is_over());
}

TEST_CASE("a window that was closed while the station was set to work waits for it all the same") {
    const Preferences preferences;
    bool made = false;
    Waiting waiting(preferences, [&] { return made; });
    waiting.hear(KeyEvent{.usage = escape});
    CHECK_FALSE(waiting.was_closed());
    waiting.hear(CloseAsked{});
    CHECK(waiting.was_closed());
    CHECK_FALSE(waiting.is_over());
    made = true;
    CHECK(waiting.is_over());
}

TEST_CASE("what is typed before the station is ready is kept for it; the close is not") {
    const Preferences preferences;
    Waiting waiting(preferences, [] { return false; });
    waiting.hear(KeyEvent{.usage = key_s});
    waiting.hear(MouseMoved{1, 1});
    waiting.hear(TextEvent{"s"});
    waiting.hear(CloseAsked{});
    REQUIRE(waiting.typed().size() == 2);
    CHECK(std::get<KeyEvent>(waiting.typed()[0]).usage == key_s);
    CHECK(std::get<TextEvent>(waiting.typed()[1]).text == "s");
    CHECK(waiting.was_closed());
}
