#include "station/steps/catalogue.hpp"
#include "station/steps/settings_records.hpp"
#include "station/steps/transceiver.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace stapel::steps {
namespace {

using Messages = std::vector<modem::StoredMessage>;

/// What was on the SIM before.
struct Found {
    Messages old_records, others;
};

Found look(const run::StepContext& context, modem::AtClient& at) {
    Found found;
    for (auto& message : modem::list_sim_messages(at)) {
        for (const auto& password : passwords_in(message)) context.hide(password);
        (is_settings_record(message) ? found.old_records : found.others).push_back(std::move(message));
    }
    return found;
}

/// Found before anything is deleted: a SIM with half of a profile is worse than one with an old one.
void check_room(modem::AtClient& at, const Found& found, std::size_t needed) {
    const auto use = modem::read_storage_use(at);
    const auto free = static_cast<std::size_t>(std::max(use.total - use.used, 0)) + found.old_records.size();
    if (free < needed)
        throw Failure(Code::sim_storage_full, fmt::format("{} places for the settings expected, {} of {} free", needed, free,
                                                          use.total));
}

/// Writes the records in their order; answers what stands where.
std::map<int, std::string> write(run::StepContext& context, modem::AtClient& at, const std::vector<modem::Pdu>& records) {
    std::map<int, std::string> written;
    for (const auto& record : records) {
        written[modem::store_sim_message(at, record)] = record.hex;
        context.progress(static_cast<std::int64_t>(written.size()), static_cast<std::int64_t>(records.size()), "item");
    }
    return written;
}

void read_back(modem::AtClient& at, const std::map<int, std::string>& written) {
    for (const auto& [index, pdu] : written) {
        const auto stored = modem::read_sim_message(at, index);
        if (!stored)
            throw Failure(Code::sim_write_lost, fmt::format("a settings record expected at place {}, nothing found", index));
        if (!same_message(stored->pdu, pdu))
            throw Failure(Code::sim_write_lost, fmt::format("place {} does not hold the settings record that was written there", index));
    }
}

/// A module takes records by their places: the last one that was written must stand last.
void check_order(const std::map<int, std::string>& written, const std::vector<modem::Pdu>& records) {
    const bool in_order = std::ranges::equal(written, records, {}, [](const auto& place) { return place.second; },
                                             [](const modem::Pdu& record) { return record.hex; });
    if (!in_order) throw Failure(Code::sim_refused, "the SIM stores messages in another order than they are written");
}

/// Everything else is the SIM owner's.
void check_others(modem::AtClient& at, const Found& before, std::size_t records) {
    const auto now = modem::list_sim_messages(at);
    for (const auto& message : before.others)
        if (std::ranges::none_of(now, [&](const auto& other) {
                return other.index == message.index && other.pdu == message.pdu;
            }))
            throw Failure(Code::sim_write_lost, fmt::format("the message at place {} is not what it was before", message.index));
    if (now.size() != before.others.size() + records)
        throw Failure(Code::sim_write_lost, fmt::format("{} messages expected on the SIM, {} found",
                                                        before.others.size() + records, now.size()));
}

}  // namespace

void sim_defaults(run::StepContext& context) {
    const auto records = records_for(context.prepared().profile);
    auto at = wake_transceiver(context, context.duration("patience"));
    const auto before = look(context, at);
    check_room(at, before, records.size());
    for (const auto& record : before.old_records) modem::delete_sim_message(at, record.index);
    const auto written = write(context, at, records);
    read_back(at, written);
    check_order(written, records);
    check_others(at, before, records.size());
    context.facts().dialogue.defaults_read_back = true;
    context.measure("records_written", static_cast<double>(records.size()));
    context.measure("records_cleared", static_cast<double>(before.old_records.size()));
    context.measure("messages_kept", static_cast<double>(before.others.size()));
    context.measure("places_used", static_cast<double>(modem::read_storage_use(at).used));
    context.prove_jig();
}

}  // namespace stapel::steps
