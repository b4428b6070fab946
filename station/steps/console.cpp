#include "station/steps/console.hpp"

#include <algorithm>
#include <array>

namespace stapel::steps {

Console::Console(run::StepContext& context, From from)
    : context_(context), dialogue_(context.facts().dialogue),
      stream_(from == From::last_step ? context.channel_unread("host") : context.channel("host")) {
    stream_.configure({.baud = 115200, .parity = transport::Parity::none});
    if (from == From::last_step) return;
    dialogue_.console_input = {};
    dialogue_.console.clear();
    dialogue_.console_garbled = false;
    dialogue_.ready.reset();
}

std::optional<module::ConsoleLine> Console::next(TimePoint deadline) {
    std::array<std::byte, 256> buffer{};
    while (true) {
        if (auto line = take_line()) return line;
        const auto count = stream_.read(buffer, deadline, context_.stop());
        if (count == 0) return std::nullopt;
        dialogue_.console_input.feed(text_of(ByteView(buffer).first(count)));
    }
}

std::optional<module::ConsoleLine> Console::take_line() {
    while (const auto text = dialogue_.console_input.next()) {
        auto line = module::parse_console_line(*text);
        if (!line) {
            dialogue_.console_garbled = true;
            continue;
        }
        dialogue_.console.push_back({*line, context_.clock().now()});
        if (line->key == "ready") dialogue_.ready = dialogue_.console.back().at;
        return line;
    }
    return std::nullopt;
}

void Console::poll() {
    while (next(TimePoint{})) {
    }
}

const run::HeardLine* Console::heard(std::string_view key) const {
    const auto found = std::ranges::find_if(dialogue_.console, [&](const auto& heard) { return heard.line.key == key; });
    return found == dialogue_.console.end() ? nullptr : &*found;
}

bool Console::heard_fault(std::string_view code) const {
    return std::ranges::any_of(dialogue_.console, [&](const auto& heard) {
        return heard.line.key == "fault" && heard.line.value("code") == code;
    });
}

}  // namespace stapel::steps
