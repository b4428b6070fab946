#pragma once

#include "station/records/reader.hpp"
#include "tests/fixtures/virtual/bench_support.hpp"
#include "ui/app/look/context.hpp"
#include "ui/app/model/board.hpp"
#include "ui/app/model/controller.hpp"
#include "ui/session/session.hpp"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stapel::app::test {

/// A person between the jigs of a virtual bench and a window that is drawn without a display: the real engine, records on
/// disk, everything told and found by names of widgets.
class Desk {
public:
    struct Setup {
        std::string plan;  ///< file beside this one
        int sites = 1;
    };
    explicit Desk(const Setup& setup);
    ~Desk();
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    // At the jigs.
    void close_lid(int site) { bench_.control().value("lid " + std::to_string(site) + " close"); }
    void open_lid(int site) { bench_.control().value("lid " + std::to_string(site) + " open"); }
    /// Open, another module in, closed.
    void next_module(int site);
    void set_fault(int site, const std::string& fault) { bench_.control().value("fault " + std::to_string(site) + " " + fault); }
    void clear_fault(int site) { bench_.control().value("clear " + std::to_string(site)); }
    void unplug(int site, const std::string& channel) { bench_.control().value("unplug " + std::to_string(site) + " " + channel); }
    [[nodiscard]] std::string label(int site) { return bench_.control().value("scan " + std::to_string(site)); }
    [[nodiscard]] std::string serial(int site) { return bench::state_of(bench_, site).at("serial"); }
    [[nodiscard]] bool output(int site) { return bench::state_of(bench_, site).at("output"); }

    // At the window.
    /// The function key F1 to F12 of that number.
    void press(int number);
    /// As a scanner types it, Enter last.
    void scan(const std::string& text);
    /// Fails the test when nothing of that name is shown, or when it is not enabled.
    void click(std::string_view name);
    /// As by the cross in its corner, while runs are on.
    void close_window() { view_.asks_to_quit = true; }
    /// Empty when nothing of that name is shown.
    [[nodiscard]] std::string text_of(std::string_view name);
    [[nodiscard]] bool shows(std::string_view name);

    /// Draws frame after frame until it holds; fails the test after a minute.
    void wait_until(const std::string& what, const std::function<bool()>& condition);
    /// Until the widget's text has this in it.
    void wait_for(std::string_view name, std::string_view text);

    // What is known behind the window.
    [[nodiscard]] const Snapshot& snapshot() const { return *controller_.snapshot(); }
    [[nodiscard]] const SiteSnapshot& site(int number) const { return *find_site(snapshot(), number); }
    [[nodiscard]] const LiveTape& tape() const { return controller_.tape(); }
    [[nodiscard]] const View& view() const { return view_; }
    [[nodiscard]] std::optional<records::UnitRecord> on_record(const std::string& key) const;
    [[nodiscard]] const std::string& database() const { return session_.database(); }
    [[nodiscard]] int times_preferences_kept() const { return preferences_kept_; }
    [[nodiscard]] bool quitting() const { return controller_.quitting(); }

private:
    void frame();
    void draw();
    void wake();
    void wait_for_news();
    [[nodiscard]] std::optional<Widget> find(std::string_view name) const;
    [[nodiscard]] std::string all_texts() const;

    bench::TemporaryFolder folder_;
    bench::ServedBench bench_;
    session::Session session_;
    Board board_;
    std::mutex mutex_;
    std::condition_variable news_;
    bool woken_ = false;
    int preferences_kept_ = 0;
    Controller controller_;
    View view_;
    Context context_;
    std::vector<Widget> widgets_;
    Commands commands_;
};

}  // namespace stapel::app::test
