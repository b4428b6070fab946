#pragma once

#include <string>
#include <variant>
#include <vector>

namespace stapel::app {

// What a person wants, from keys, scans and clicks; the controller carries it out. `site` 0: the site that is chosen.

/// A label or a command bar code, as the scanner typed it.
struct Scan { std::string text{}; };
/// A run begins on the module that lies under the closed lid: a retry, or a start after a scan.
struct StartRun { int site = 0; };
/// The run under way is torn down; the site goes on.
struct StopRun { int site = 0; };
struct StopAll {};
/// The verdict was seen.
struct Acknowledge { int site = 0; };
/// The module of the last run is scrapped, with a record.
struct Scrap { int site = 0; };
struct Answer { int site = 0; std::string choice{}; };
struct ChooseSite { int site = 0; };

/// An engineer takes the jig in hand, sends it a SCPI message, gives it back.
struct ManualBegin { int site = 0; };
struct ManualSend { int site = 0; std::string message{}; };
struct ManualEnd { int site = 0; };

/// The sheet of command bar codes is made as a PDF and handed to the printer.
struct PrintCommandSheet {};

/// What the history is to show.
struct FindUnits { std::string text{}; };
struct ShowUnit { std::string key{}; };
/// Ports and their permission state are looked at again.
struct LookAtPorts {};
/// Preferences were changed and are to be kept.
struct KeepPreferences {};
struct Quit {};

using Command = std::variant<Scan, StartRun, StopRun, StopAll, Acknowledge, Scrap, Answer, ChooseSite, ManualBegin, ManualSend,
                             ManualEnd, PrintCommandSheet, FindUnits, ShowUnit, LookAtPorts, KeepPreferences, Quit>;
using Commands = std::vector<Command>;

}  // namespace stapel::app
