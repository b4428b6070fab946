#include "station/steps/settings_records.hpp"

#include "station/base/bytes.hpp"

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>

namespace stapel::steps {
namespace {

constexpr int stored_unsent = 2;       // 3GPP TS 27.005, 3.1
constexpr std::string_view nobody = "+0";  // dialect 1: such a message is never sent

modem::Pdu record_of(const Bytes& message) {
    modem::Sms sms;
    sms.kind = modem::SmsKind::submit;
    sms.address = nobody;
    sms.coding = modem::SmsCoding::octets;
    sms.data = message;
    return modem::encode(sms);
}

void add(std::vector<modem::Pdu>& records, const settings::Profile& profile, const std::string& password) {
    for (const auto& message : settings::messages_for(profile, password)) records.push_back(record_of(message));
}

modem::SmsKind kind_of(const modem::StoredMessage& message) {
    return message.status < stored_unsent ? modem::SmsKind::deliver : modem::SmsKind::submit;
}

/// Without the service centre: its length in octets, then as many.
std::string tpdu_of(std::string_view hex) {
    std::string tpdu;
    try {
        const auto octets = from_hex(hex);
        const auto skipped = octets.empty() ? 0 : 1 + std::to_integer<std::size_t>(octets.front());
        tpdu = to_hex(ByteView(octets).subspan(std::min(skipped, octets.size())));
    } catch (const std::invalid_argument&) {
        tpdu = hex;
    }
    return tpdu;
}

}  // namespace

bool is_settings_record(const modem::StoredMessage& message) {
    if (message.status < stored_unsent) return false;
    const auto sms = modem::decode(message.pdu, modem::SmsKind::submit);
    return sms && sms->coding == modem::SmsCoding::octets && !sms->other_scheme && !sms->part && !sms->other_header &&
           settings::is_settings_record(sms->data);
}

std::vector<std::string> passwords_in(const modem::StoredMessage& message) {
    const auto sms = modem::decode(message.pdu, kind_of(message));
    if (!sms || !settings::is_settings_record(sms->data)) return {};
    auto decoded = module::decode_message(sms->data);
    if (!decoded) decoded = module::decode_legacy(sms->data);
    if (!decoded) return {};
    std::vector<std::string> passwords;
    if (decoded->password != settings::factory_profile().text("admin_password")) passwords.push_back(decoded->password);
    for (const auto& [id, value] : decoded->items) {
        const auto* setting = settings::find_setting(id);
        if (setting != nullptr && setting->write_only && text_of(value) != setting->default_text)
            passwords.emplace_back(text_of(value));
    }
    return passwords;
}

std::vector<modem::Pdu> records_for(const settings::Profile& profile) {
    const auto factory = settings::factory_profile().text("admin_password");
    const auto password = profile.text("admin_password");
    std::vector<modem::Pdu> records;
    add(records, profile, factory);
    if (password != factory) add(records, profile, password);
    return records;
}

bool same_message(std::string_view one, std::string_view other) { return tpdu_of(one) == tpdu_of(other); }

}  // namespace stapel::steps
