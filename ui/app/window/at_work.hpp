#pragma once

#include "ui/app/model/board.hpp"
#include "ui/app/model/controller.hpp"
#include "ui/app/window/input.hpp"
#include "ui/app/window/scene.hpp"
#include "ui/app/window/sounds.hpp"
#include "ui/session/session.hpp"

#include <memory>
#include <stop_token>
#include <string>

namespace stapel::app {

/// The station at work.
class AtWork : public Scene {
public:
    struct Setup {
        session::Session& session;
        Window& window;
        Preferences preferences;
        std::string preferences_file;
        bool kiosk = false;
        std::stop_token stop;  ///< somebody wants the program to end, and asks nobody
    };
    /// Starts the session.
    explicit AtWork(Setup setup);
    ~AtWork() override;

    void hear(const WindowEvent& event) override;
    TimePoint settle(TimePoint now) override;
    TimePoint look(TimePoint now) override;
    void draw(const Ui& ui) override;
    void carry_out(const Commands& commands) override;
    [[nodiscard]] bool is_over() const override;
    [[nodiscard]] const Preferences& preferences() const override { return view_.preferences; }

    /// A line in the station's log. Any thread.
    void log(const std::string& level, const std::string& text);

private:
    void close();
    void keep(const Preferences& preferences);
    void make_heard(const Snapshot& before, const Snapshot& after);
    [[nodiscard]] Input::Place place();
    [[nodiscard]] bool ends() const { return controller_.quitting() || setup_.stop.stop_requested(); }

    const Setup setup_;
    session::Session& session_;
    Board board_;
    View view_;
    Input input_;
    Controller controller_;
    Sounds sounds_;
};

}  // namespace stapel::app
