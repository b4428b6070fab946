#include "tests/ui/app/behaviour/desk.hpp"

#include "ui/app/look/keys.hpp"
#include "ui/app/screens/function_keys.hpp"
#include "ui/app/screens/screens.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace stapel::app::test {
namespace {

constexpr auto patience = 60s;        // far above what anything takes, so a loaded machine fails nothing
constexpr auto longest_pause = 50ms;  // between two frames: some of what is drawn depends on the time alone

session::RunOptions options_of(const Desk::Setup& setup, const bench::TemporaryFolder& folder, const std::string& bench) {
    session::RunOptions options;
    options.plan = BEHAVIOUR_FOLDER "/" + setup.plan;
    options.fixture = bench + "/fixture.yaml";
    options.db = folder.path() / "bench.db";
    options.operator_id = "tester";
    options.units = 0;
    return options;
}

}  // namespace

Desk::Desk(const Setup& setup)
    : bench_(bench::bench_options(folder_, setup.sites)), session_(options_of(setup, folder_, bench_.directory())),
      board_(board_setup(session_), session_.clock()),
      controller_({.session = session_, .board = board_, .wake = [this] { wake(); },
                   .keep_preferences = [this](const Preferences&) { ++preferences_kept_; }}),
      context_(100) {
    session_.start(controller_.links());
    frame();
}

Desk::~Desk() {
    session_.stop();
    (void)session_.wait();
}

void Desk::next_module(int site) {
    const auto number = std::to_string(site);
    open_lid(site);
    bench_.control().value("insert " + number);
    close_lid(site);
}

void Desk::press(int number) {
    const auto keys = function_keys(view_);
    const auto key = std::ranges::find(keys, number, &FunctionKey::number);
    INFO("F" << number);
    REQUIRE(key != keys.end());
    controller_.carry_out(app::press(*key, snapshot(), view_), view_);
    frame();
}

void Desk::scan(const std::string& text) {
    controller_.carry_out({Scan{text}}, view_);
    frame();
}

void Desk::click(std::string_view name) {
    frame();
    const auto widget = find(name);
    INFO("click on " << name);
    REQUIRE(widget.has_value());
    REQUIRE(widget->enabled);
    tell_mouse_position(widget->x + widget->width / 2, widget->y + widget->height / 2);
    for (const bool down : {false, true, false}) {
        tell_mouse_button(0, down);
        frame();
    }
    tell_mouse_position(-1, -1);
    frame();
}

std::string Desk::text_of(std::string_view name) {
    frame();
    const auto widget = find(name);
    return widget ? widget->text : std::string();
}

bool Desk::shows(std::string_view name) {
    frame();
    return find(name).has_value();
}

void Desk::wait_until(const std::string& what, const std::function<bool()>& condition) {
    const auto deadline = system_clock().now() + patience;
    for (frame(); !condition(); frame()) {
        if (system_clock().now() > deadline) FAIL("waited in vain until " << what << "; the window shows:" << all_texts());
        wait_for_news();
    }
}

void Desk::wait_for(std::string_view name, std::string_view text) {
    wait_until(std::string(name) + " shows " + std::string(text), [&] {
        const auto widget = find(name);
        return widget && widget->text.find(text) != std::string::npos;
    });
}

std::optional<records::UnitRecord> Desk::on_record(const std::string& key) const {
    return records::Reader(session_.database()).unit(key);
}

void Desk::frame() {
    controller_.update(view_);
    draw();
    controller_.carry_out(std::exchange(commands_, {}), view_);
}

void Desk::draw() {
    widgets_.clear();
    const Ui ui({view_.preferences, context_.fonts(), widgets_, commands_, nullptr});
    (void)context_.frame({.width = 1280, .height = 720}, [&] {
        draw_window(ui, Frame{.snapshot = *controller_.snapshot(), .answers = controller_.answers(), .tape = controller_.tape(),
                              .view = view_});
    });
}

void Desk::wake() {
    const std::lock_guard lock(mutex_);
    woken_ = true;
    news_.notify_one();
}

void Desk::wait_for_news() {
    std::unique_lock lock(mutex_);
    news_.wait_for(lock, longest_pause, [this] { return woken_; });
    woken_ = false;
}

std::optional<Widget> Desk::find(std::string_view name) const {
    const auto found = std::ranges::find(widgets_, name, &Widget::name);
    if (found == widgets_.end()) return std::nullopt;
    return *found;
}

std::string Desk::all_texts() const {
    std::string texts;
    for (const auto& widget : widgets_) texts += "\n  " + widget.name + ": " + widget.text;
    return texts;
}

}  // namespace stapel::app::test
