#pragma once

#include "station/records/reader.hpp"
#include "ui/app/model/snapshot.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace stapel::app {

enum class Language { ru, en };
enum class Screen { operator_, site, engineer, history, settings };
/// What has the keyboard, in the order of Tab.
enum class HistoryFocus { search, runs, part, list, channel };
enum class HistoryPart { steps, tape };
enum class SettingsFocus { language, scale, sounds, look_at_ports, ports };

/// Kept from one start to the next in `$XDG_CONFIG_HOME/stapel/window.yaml`.
struct Preferences {
    Language language = Language::ru;
    int scale_percent = 100;  ///< 100 to 250
    bool sounds = true;
};

/// One port of the station and whether it may be opened.
struct PortLine {
    int site = 0;  ///< 0: shared
    std::string channel, address;
    std::string code{};    ///< of the failure that opening it would end with, `E-103`; empty when usable
    std::string detail{};  ///< what exactly was found, and what helps; in English

    [[nodiscard]] bool usable() const { return code.empty(); }
};

/// A unit that a search found.
using FoundUnit = records::FoundUnit;

/// What was asked for and came later than the frame that asked: filled by the controller's thread.
struct Answers {
    bool searching = false;
    std::string search;  ///< what `found` answers
    std::vector<FoundUnit> found;
    std::shared_ptr<const records::UnitRecord> unit;
    std::shared_ptr<const std::vector<transport::TapeEntry>> unit_tape;  ///< of its newest run that kept one
    std::string unit_tape_run;  ///< that run
    std::string problem;  ///< why the history cannot be read
    std::vector<PortLine> ports;
    bool looking_at_ports = false;
};

/// What goes over the chosen site's channels, newest last, masked.
using LiveTape = std::vector<transport::TapeEntry>;

/// What the exchange beside a site's steps shows; `step` is the chosen step's measurements, where there is no room for both.
enum class SitePane { step, tape, earlier };
enum class EngineerPane { log, tape, manual, leases };
enum class LogLevel { info, warning, error };

/// A step of a run: chosen for a look at its measurements.
struct ChosenStep {
    std::string run, id;
    int attempt = 1;
};

/// An entry of a tape: when, and which of those of one millisecond, from 0. It stays the same while older ones leave.
struct TapePlace {
    std::int64_t ms = 0;
    std::size_t number = 0;
};

/// A SCPI message that was sent by hand; its answer stands in the log.
struct SentByHand {
    UtcTime time{};
    int site = 0;
    std::string message;
};

struct ScreenCache;

/// What is on the screen: changed by screens and keys, by nothing else. The window's thread only.
struct View {
    Screen screen = Screen::operator_;
    Preferences preferences;
    bool kiosk = false;
    int chosen_site = 1;
    std::string scan;              ///< typed or scanned so far
    bool help = false;             ///< keys and command bar codes are shown
    bool asks_to_quit = false;     ///< runs are on: really close?
    std::optional<std::string> notice;  ///< one message about what was just done or could not be done

    // site view and engineer's view
    std::string channel_filter;  ///< empty: all channels
    SitePane site_pane = SitePane::step;
    std::optional<ChosenStep> chosen_step;  ///< none: the one under way, else the one that failed
    EngineerPane engineer_pane = EngineerPane::log;  ///< with the keyboard
    std::string log_filter;
    LogLevel log_level = LogLevel::info;  ///< the least that is shown
    bool log_of_chosen_site = false;
    std::optional<TapePlace> tape_place;  ///< none: the newest
    double tape_zoom = 1;                 ///< 1: the whole tape
    std::string manual_message;           ///< SCPI, being typed
    std::vector<SentByHand> manual_talk;  ///< newest last
    std::shared_ptr<ScreenCache> cache;   ///< what screens need not work out again

    // history
    std::string history_search;
    HistoryFocus history_focus = HistoryFocus::search;
    int history_unit = 0;  ///< index into what was found
    int history_run = 0;   ///< index into the unit's runs
    int history_step = 0;  ///< row of the steps or of the tape
    HistoryPart history_part = HistoryPart::steps;
    std::string history_channel;  ///< empty: all channels

    // settings
    SettingsFocus settings_focus = SettingsFocus::language;
    int settings_port = 0;       ///< index into the ports
    bool ports_asked = false;    ///< they were looked at since the start
};

}  // namespace stapel::app
