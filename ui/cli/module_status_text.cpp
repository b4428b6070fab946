#include "ui/cli/module_status_text.hpp"

#include "fixtures/modem/modem.hpp"
#include "fixtures/module/profile.hpp"
#include "ui/cli/json_text.hpp"

#include <fmt/format.h>

namespace stapel::cli {
namespace {

using Json = nlohmann::ordered_json;
using module::Status;

constexpr std::uint8_t csq_unknown = 99;

std::string mode_text(std::uint8_t mode) {
    const std::byte value{mode};
    const auto word = settings::decode_value(*settings::find_setting("mode"), ByteView(&value, 1));
    return word.value_or(fmt::format("unknown mode {:02X}", mode));
}

std::string signal_text(std::uint8_t csq) {
    if (csq == csq_unknown) return "CSQ 99: unknown";
    if (csq > 31) return fmt::format("CSQ {}: not on the scale", csq);
    const int level = modem::signal_level(csq);
    return fmt::format("CSQ {}, {} dBm (3GPP), level {}: {}", csq, modem::dbm_3gpp(csq), level,
                       module::level_text(level));
}

std::string on_off(std::uint8_t value) { return value == 0 ? "off" : "on"; }

/// Lines of `name   value`; what is not known is left out.
class Lines {
public:
    void add(std::string_view name, const std::string& value) {
        if (!value.empty()) text_ += fmt::format("{:<20} {}\n", name, value);
    }
    template <typename Value, typename Words>
    void add(std::string_view name, const std::optional<Value>& value, const Words& words) {
        if (value) add(name, std::string(words(*value)));
    }
    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    std::string text_;
};

void add_display(Lines& lines, std::uint32_t lcd) {
    lines.add("display", fmt::format("{:08X}", lcd));
    const auto fields = module::lcd_fields(lcd);
    for (int field = 0; field < 8; ++field) {
        const std::uint8_t code = fields[static_cast<std::size_t>(field)];
        lines.add(fmt::format("  G{}F{}", field / 4 + 1, field % 4 + 1),
                  fmt::format("{:X}  {}", code, module::lcd_meaning(field, code)));
    }
}

}  // namespace

std::string module_status_text(const Status& status) {
    Lines lines;
    lines.add("type", status.type);
    lines.add("version", status.version);
    lines.add("status bits", fmt::format("{:02X}: {}", status.bits, module::status_bits_text(status.bits)));
    lines.add("system address", status.system_address);
    lines.add("mode", status.mode, mode_text);
    lines.add("IP obtained", status.ip_obtained, [](bool yes) { return yes ? "yes" : "no"; });
    lines.add("server registration", status.server_registration, module::server_registration_text);
    lines.add("GPRS session", status.gprs_session, on_off);
    lines.add("MQTT client", status.mqtt, on_off);
    lines.add("host update", status.host_update, on_off);
    lines.add("signal", status.csq, signal_text);
    lines.add("transceiver version", status.transceiver_version, [](int version) { return std::to_string(version); });
    lines.add("IMEI", status.imei);
    lines.add("ICCID", status.iccid);
    lines.add("IP", status.ip);
    lines.add("IPv6", status.ipv6);
    if (status.lcd) add_display(lines, *status.lcd);
    return lines.take();
}

std::string module_status_json(const Status& status) {
    const Json json{{"type", known(status.type)},
                    {"version", known(status.version)},
                    {"status", status.bits},
                    {"system_address", known(status.system_address)},
                    {"mode", status.mode ? Json(mode_text(*status.mode)) : Json(nullptr)},
                    {"ip_obtained", known(status.ip_obtained)},
                    {"server_registration", known(status.server_registration)},
                    {"gprs_session", known(status.gprs_session)},
                    {"mqtt", known(status.mqtt)},
                    {"host_update", known(status.host_update)},
                    {"csq", known(status.csq)},
                    {"transceiver_version", known(status.transceiver_version)},
                    {"lcd", status.lcd ? Json(fmt::format("{:08X}", *status.lcd)) : Json(nullptr)},
                    {"imei", known(status.imei)},
                    {"iccid", known(status.iccid)},
                    {"ip", known(status.ip)},
                    {"ipv6", known(status.ipv6)}};
    return json_text(json);
}

}  // namespace stapel::cli
