#pragma once

#include "ui/app/look/texts.hpp"
#include "ui/app/model/command.hpp"

#include <array>

namespace stapel::app {

/// A bar code that stands for a key. `-N` behind it: for site N, else for the chosen one.
struct CommandCode {
    const char* code;
    TextKey meaning;
    Command (*command)(int site);
};

/// In the order of the help and of the printed sheet; one line a code.
inline constexpr std::array command_codes{
    CommandCode{"STAPEL-START", "help.code-start", [](int site) -> Command { return StartRun{site}; }},
    CommandCode{"STAPEL-STOP", "help.code-stop", [](int site) -> Command { return StopRun{site}; }},
    CommandCode{"STAPEL-RETRY", "help.code-retry", [](int site) -> Command { return StartRun{site}; }},
    CommandCode{"STAPEL-SCRAP", "help.code-scrap", [](int site) -> Command { return Scrap{site}; }},
    CommandCode{"STAPEL-ACK", "help.code-ack", [](int site) -> Command { return Acknowledge{site}; }},
};

}  // namespace stapel::app
