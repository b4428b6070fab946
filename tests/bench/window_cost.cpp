// What a frame of the window costs: `window_cost SITES FRAMES` prints the processor's microseconds a frame that the screens
// themselves take, and those with every pixel painted by the processor too, as where there is no graphics card.
// All sites run; the window has 1920 x 1080 pixels.
#include "tests/ui/app/support/sample_sites.hpp"
#include "tests/ui/app/support/samples.hpp"
#include "ui/app/look/canvas.hpp"
#include "ui/app/look/context.hpp"
#include "ui/app/look/render.hpp"
#include "ui/app/screens/screens.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <vector>

using namespace stapel::app;

namespace {

constexpr int width = 1920, height = 1080;
constexpr int steps_of_line = 19;

double processor_us() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

Snapshot running_station(int sites) {
    std::vector<SiteSnapshot> all;
    for (int site = 1; site <= sites; ++site) all.push_back(test::running_site(site, site * 5 % steps_of_line));
    return test::station_of(std::move(all));
}

/// The operator's screen, drawn again and again.
class Drawing {
public:
    explicit Drawing(int sites) : snapshot_(running_station(sites)), context_(100) {}

    ImDrawData& frame() {
        widgets_.clear();
        commands_.clear();
        const Ui ui({view_.preferences, context_.fonts(), widgets_, commands_, nullptr});
        return *context_.frame({.width = width, .height = height}, [&] {
            draw_window(ui, Frame{.snapshot = snapshot_, .answers = answers_, .tape = tape_, .view = view_});
        });
    }

private:
    Snapshot snapshot_;
    Answers answers_;
    LiveTape tape_;
    View view_;
    Context context_;
    std::vector<Widget> widgets_;
    Commands commands_;
};

double us_a_frame(int frames, const std::function<void()>& draw) {
    for (int warm = 0; warm < 3; ++warm) draw();
    const double before = processor_us();
    for (int frame = 0; frame < frames; ++frame) draw();
    return (processor_us() - before) / frames;
}

}  // namespace

int main(int argc, char** argv) {
    const int sites = argc > 1 ? std::atoi(argv[1]) : 32;
    const int frames = argc > 2 ? std::atoi(argv[2]) : 200;
    Drawing drawing(sites);
    std::vector<std::uint8_t> rgba(std::size_t{width} * height * 4);
    const Canvas canvas(rgba, width, height);
    [[maybe_unused]] auto* const fonts = renew_font_texture(canvas.renderer(), nullptr);
    const double screens = us_a_frame(frames, [&] { (void)drawing.frame(); });
    const double painted = us_a_frame(frames / 10 + 1, [&] {
        render(canvas.renderer(), drawing.frame(), theme::background);
        canvas.flush();
    });
    fmt::print("{:.0f} {:.0f}\n", screens, painted);
    return 0;
}
