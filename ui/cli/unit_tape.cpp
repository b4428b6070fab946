#include "ui/cli/unit_tape.hpp"

#include "station/base/bytes.hpp"
#include "ui/cli/json_text.hpp"
#include "ui/frames/frames.hpp"

#include <fmt/format.h>

#include <string_view>

namespace stapel::cli {
namespace {

std::string_view name_of(transport::Direction direction) {
    return direction == transport::Direction::in ? "in" : "out";
}

}  // namespace

void print_tape(const records::KeptTape& tape) {
    for (const auto& entry : tape.entries)
        fmt::print("{}\n", json_line({{"run", tape.run},
                                      {"ms", entry.ms},
                                      {"channel", entry.channel},
                                      {"direction", name_of(entry.direction)},
                                      {"hex", to_hex(entry.bytes)}}));
}

void print_frames(const records::KeptTape& tape, bool json) {
    for (const auto& frame : frames::frames_of(tape.entries)) {
        const std::string_view direction = name_of(frame.direction);
        const std::string hex = to_hex(frame.bytes);
        if (json)
            fmt::print("{}\n", json_line({{"run", tape.run},
                                          {"ms", frame.ms},
                                          {"channel", frame.channel},
                                          {"direction", direction},
                                          {"meaning", frame.meaning},
                                          {"hex", hex}}));
        else fmt::print("{:>7} ms  {:<7} {:<3}  {}  {}\n", frame.ms, frame.channel, direction, frame.meaning, hex);
    }
}

}  // namespace stapel::cli
