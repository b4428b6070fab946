#include "ui/app/window/program.hpp"

#include "ui/app/look/fonts.hpp"
#include "ui/app/window/at_work.hpp"
#include "ui/app/window/before_work.hpp"
#include "ui/app/window/preferences.hpp"
#include "ui/app/window/trouble_text.hpp"
#include "ui/app/window/window.hpp"

#include <chrono>
#include <cstdio>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace stapel::app {
namespace {

using namespace std::chrono_literals;
using session::Session;
using session::Status;
using MadeSession = std::future<std::unique_ptr<Session>>;

void complain(const std::string& text) { std::fprintf(stderr, "stapel-ui: %s\n", text.c_str()); }

/// One start of the program.
class Program {
public:
    Program(const ProgramOptions& options, const std::stop_token& stop)
        : options_(options), stop_(stop), kept_(read_preferences(file_)),
          window_({.windowed = options.windowed, .kiosk = options.kiosk, .scale_percent = kept_.preferences.scale_percent}),
          wake_(stop, [this] { window_.wake(); }) {}

    Status run() {
        for (const auto& problem : kept_.problems) complain(problem);
        auto making = make_session();
        Waiting waiting(kept_.preferences, [&] { return making.wait_for(0s) == std::future_status::ready; });
        play(waiting, window_, system_clock());
        std::unique_ptr<Session> session;
        try {
            session = making.get();
        } catch (...) {
            return show(trouble_text(std::current_exception()), waiting.was_closed());
        }
        return waiting.was_closed() ? Status::ok : work(*session, waiting.typed());
    }

private:
    /// In a thread of its own: a bench is built, a database read, while the window is there already.
    MadeSession make_session() {
        std::packaged_task<std::unique_ptr<Session>()> make([this] { return std::make_unique<Session>(options_.work); });
        auto made = make.get_future();
        maker_ = std::jthread([this, make = std::move(make)]() mutable {
            make();
            window_.wake();
        });
        return made;
    }

    Status show(const TroubleText& trouble, bool was_closed) {
        complain(trouble.message);
        Trouble scene(kept_.preferences, trouble.message, stop_);
        if (!was_closed) play(scene, window_, system_clock());
        return trouble.status;
    }

    Status work(Session& session, const std::vector<WindowEvent>& typed) {
        const std::stop_callback on_signal(stop_, [&session] { session.stop(); });
        AtWork scene({.session = session, .window = window_, .preferences = kept_.preferences, .preferences_file = file_,
                    .kiosk = options_.kiosk, .stop = stop_});
        for (const auto& problem : kept_.problems) scene.log("warning", problem);
        for (const auto& event : typed) scene.hear(event);
        play(scene, window_, session.clock());
        const auto status = session.status(session.wait());
        return stop_.stop_requested() && status != Status::records ? Status::stopped : status;
    }

    const ProgramOptions& options_;
    const std::stop_token stop_;
    const std::string file_ = preferences_file();
    const KeptPreferences kept_;
    Window window_;
    std::jthread maker_;
    const std::stop_callback<std::function<void()>> wake_;
};

/// In English: the fonts that Dear ImGui carries have no other letters.
void tell_without_fonts(const std::string& message, const std::stop_token& stop) {
    const Preferences english{.language = Language::en};
    Window window({.windowed = true, .fonts = Context::Fonts::built_in});
    const std::stop_callback wake(stop, [&window] { window.wake(); });
    Trouble scene(english, message, stop);
    play(scene, window, system_clock());
}

}  // namespace

Status run_program(const ProgramOptions& options, const std::stop_token& stop) {
    try {
        return Program(options, stop).run();
    } catch (const NoDisplay& error) {
        complain(std::string("no window can be shown: ") + error.what() +
                 "\nstapel-ui: start it where there is a screen, or do the same without one by `stapel run`");
    } catch (const FontMissing& error) {
        complain(error.what());
        tell_without_fonts(error.what(), stop);
        if (stop.stop_requested()) return Status::stopped;
    }
    return Status::fixture;
}

}  // namespace stapel::app
