#include "ui/app/look/texts.hpp"
#include "ui/app/model/controller.hpp"
#include "ui/app/model/key_of.hpp"
#include "ui/app/model/scan_code.hpp"
#include "ui/app/model/site_for_label.hpp"
#include "ui/app/screens/attention.hpp"

#include <optional>
#include <utility>
#include <variant>

namespace stapel::app {
namespace {

int chosen(int site, const View& view) { return site == 0 ? view.chosen_site : site; }

void tell(View& view, TextKey text, std::initializer_list<std::string_view> values) {
    view.notice = filled(text, view.preferences.language, values);
}

/// Why nothing was done at a site, by the engine's word; nothing when it was done.
void tell_refused(View& view, int site, const std::string& word) {
    if (word.empty()) return;
    const auto why = TextKey::find("refused." + word);
    tell(view, "next.at", {std::to_string(site), why ? why->in(view.preferences.language) : std::string_view(word)});
}

/// Asks and looks change nothing that a notice could be about.
bool is_deed(const Command& command) {
    return !std::holds_alternative<FindUnits>(command) && !std::holds_alternative<ShowUnit>(command) &&
           !std::holds_alternative<LookAtPorts>(command) && !std::holds_alternative<KeepPreferences>(command);
}

}  // namespace

void Controller::carry_out(const Commands& commands, View& view) {
    for (const auto& command : commands) {
        if (is_deed(command)) view.notice.reset();
        obey(command, view);
    }
}

void Controller::obey(const Command& command, View& view) {
    std::visit([&](const auto& one) { obey(one, view); }, command);
}

void Controller::obey(const Scan& scan, View& view) {
    const auto text = tidied(scan.text);
    if (text.empty()) return;
    if (const auto command = command_of_code(text)) return obey(*command, view);
    const auto label = run::parse_label(text);
    if (view.screen == Screen::history) return search(label ? key_of(*label) : text, view);
    if (label) return scan_label(*label, view);
    tell(view, "notice.unreadable", {scan.text});
}

void Controller::search(const std::string& text, View& view) {
    view.history_search = text;
    obey(FindUnits{text}, view);
}

void Controller::scan_label(const run::Label& label, View& view) {
    if (const auto* other = site_of_module(*snapshot_, label, view.chosen_site))
        return tell(view, "notice.elsewhere", {key_of(label), std::to_string(other->site)});
    const auto* site = site_for_label(*snapshot_, view.chosen_site);
    if (site == nullptr) return tell(view, "notice.no-free-site", {key_of(label)});
    (void)session_.station().rescan(site->site, label);
    if (waits_for_start(*site)) tell_refused(view, site->site, session_.station().start_run(site->site));
}

void Controller::obey(const StartRun& start, View& view) {
    const int site = chosen(start.site, view);
    tell_refused(view, site, session_.station().start_run(site));
}

void Controller::obey(const StopRun& stop, View& view) {
    const int site = chosen(stop.site, view);
    if (!session_.station().stop_run(site)) tell(view, "notice.nothing-to-stop", {std::to_string(site)});
}

void Controller::obey(const StopAll&, View&) {
    for (const auto& site : snapshot_->sites) (void)session_.station().stop_run(site.site);
}

void Controller::obey(const Acknowledge& acknowledge, View& view) {
    const auto* site = acknowledge.site == 0 ? site_to_acknowledge(*snapshot_, view) : find_site(*snapshot_, acknowledge.site);
    if (site == nullptr || !session_.station().acknowledge(site->site)) tell(view, "notice.nothing-to-acknowledge", {});
}

void Controller::obey(const Scrap& scrap, View& view) {
    const int number = chosen(scrap.site, view);
    const auto* site = find_site(*snapshot_, number);
    if (site == nullptr || !can_scrap(*site)) return tell(view, "notice.nothing-to-scrap", {std::to_string(number)});
    clerk_.ask(MarkScrapped{{.marked = session_.clock().utc(), .station = snapshot_->work.station,
                             .operator_id = snapshot_->work.operator_id, .run = site->run, .serial = site->serial,
                             .imei = site->imei, .iccid = site->iccid}});
}

/// A question that was answered a moment ago, or that its run took along, needs no answer any more.
void Controller::obey(const Answer& answer, View& view) {
    (void)session_.station().answer(chosen(answer.site, view), answer.choice);
}

void Controller::obey(const ChooseSite& choose, View& view) {
    if (find_site(*snapshot_, choose.site) == nullptr) return tell_refused(view, choose.site, "no_site");
    view.chosen_site = choose.site;
}

void Controller::obey(const ManualBegin& begin, View& view) {
    const int site = chosen(begin.site, view);
    tell_refused(view, site, session_.station().manual_begin(site));
}

void Controller::obey(const ManualSend& send, View& view) {
    if (!session_.station().manual_send(chosen(send.site, view), send.message)) tell(view, "manual.take-first", {});
}

void Controller::obey(const ManualEnd& end, View& view) {
    (void)session_.station().manual_end(chosen(end.site, view));
}

void Controller::obey(const PrintCommandSheet&, View& view) {
    clerk_.ask(MakeSheet{.language = view.preferences.language, .sites = static_cast<int>(snapshot_->sites.size())});
}

void Controller::obey(const FindUnits& find, View&) {
    answers_.searching = true;
    answers_.search = find.text;
    clerk_.ask(find);
}

void Controller::obey(const ShowUnit& show, View&) { clerk_.ask(show); }

void Controller::obey(const LookAtPorts& look, View&) {
    answers_.looking_at_ports = true;
    clerk_.ask(look);
}

void Controller::obey(const KeepPreferences&, View& view) { setup_.keep_preferences(view.preferences); }

void Controller::obey(const Quit&, View&) {
    quitting_ = true;
    session_.stop();
}

}  // namespace stapel::app
