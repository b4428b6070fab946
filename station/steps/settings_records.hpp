#pragma once

#include "fixtures/modem/modem.hpp"
#include "fixtures/modem/sms_pdu.hpp"
#include "fixtures/module/profile.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace stapel::steps {

/// Is this message of a SIM a settings record (dialect 1): stored to be sent, 8-bit, without a header, a write message?
[[nodiscard]] bool is_settings_record(const modem::StoredMessage& message);

/// What a settings message on a SIM, written or received, must not show: the password it opens with and those that it sets,
/// the factory's aside. None for any other message.
[[nodiscard]] std::vector<std::string> passwords_in(const modem::StoredMessage& message);

/// The records that bring a module to the profile, in the order in which they must stand: for one that has the factory's
/// administrator password and, where the profile has another, for one that has that already.
[[nodiscard]] std::vector<modem::Pdu> records_for(const settings::Profile& profile);

/// The same message, its service centre aside, which a modem may fill in.
[[nodiscard]] bool same_message(std::string_view one, std::string_view other);

}  // namespace stapel::steps
