#include "station/steps/meter_play.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <memory>
#include <string>
#include <utility>

namespace stapel::steps {
namespace {

constexpr transport::LineSettings meter_line{.baud = 9600, .parity = transport::Parity::none};
constexpr std::uint8_t session_s = 60;  // between two steps nobody serves the port
constexpr auto text_patience = std::chrono::seconds(20);
constexpr auto before_channel = std::chrono::seconds(60);  // since the module's last session, manual 7.4.2
constexpr std::uint8_t channel_s = 255;                    // of silence end it, protocols 1.10
constexpr auto certain_channel = std::chrono::seconds(200);
constexpr auto between_looks = std::chrono::milliseconds(20);
constexpr auto text_end = std::chrono::milliseconds(300);  // lines of one answer follow each other at once

transport::Stream& open_port(run::StepContext& context) {
    auto& stream = context.channel("meter");
    stream.configure(meter_line);
    return stream;
}

/// Different for every run and every site.
std::uint64_t draw_seed(const run::StepContext& context) {
    const auto ticks = context.clock().utc().time_since_epoch().count();
    const auto text = fmt::format("{} {}", ticks, context.facts().known_serial());
    return (std::uint64_t{crc32(bytes_of(text))} << 32) | static_cast<std::uint32_t>(ticks);
}

const meter::MeterType& type_of(const run::StepContext& context) {
    if (const auto* real = context.optical_meter()) return *real;
    const meter::MeterType* type = meter::find_meter_type(context.prepared().plan.meter);
    assert(type != nullptr);  // the plan was checked
    return *type;
}

}  // namespace

/// A session that ends by its own time changes the speed too.
module::MeterSide module_side(const std::shared_ptr<meter::Meter>& meter) {
    constexpr auto port = meter::MeterPort::com1;
    return {.answer = [&meter](TimePoint now, ByteView bytes) { return meter->answer(now, port, bytes); },
            .answer_baud = [&meter] { return meter->port(port).answer_baud(); },
            .baud = [&meter](TimePoint now) {
                meter->on_time(now);
                return meter->baud(port);
            }};
}

MeterPlay::MeterPlay(run::StepContext& context)
    : context_(context), stream_(open_port(context)),
      client_(stream_, context.clock(), context.stop(), context.tempo(), module_side(context.facts().dialogue.meter)) {
    if (!context_.facts().dialogue.meter) exchange_meter({});
}

void MeterPlay::exchange_meter(const PlayedPort& port) { context_.facts().dialogue.meter = make_meter(port); }

std::shared_ptr<meter::Meter> MeterPlay::make_meter(const PlayedPort& port) {
    const auto& profile = context_.prepared().profile;
    const meter::MeterType& type = type_of(context_);
    meter::MeterData data = meter::make_meter_data(type, draw_seed(context_));
    if (context_.optical_meter() != nullptr) {
        const auto readings = optical_port().read(type);
        data.serial = readings.serial;
        data.imported = readings.imported;
        data.power_w = 0;  // it repeats what was read
    }
    data.administrator_password = profile.text("meter_password");
    data.reader_password = profile.text("dlms_password");
    data.configurator_key = profile.text("dlms_key");
    data.com1.session_s = session_s;
    data.com1.protocol = port.protocol;
    data.com1.start_speed = port.start_speed;
    data.com1.working_speed = port.working_speed;
    meter::MeterOptions options;
    options.ports.iec = {.parity = meter::PortParity::software, .preferred = port.bcc};
    auto played = std::make_shared<meter::Meter>(type, std::move(data), std::move(options));
    played->power(context_.clock().now(), true);
    return played;
}

meter::OpticalPort MeterPlay::optical_port() {
    const auto& profile = context_.prepared().profile;
    return {stream_, context_.clock(), context_.stop(),
            {.administrator_password = profile.text("meter_password"), .reader_password = profile.text("dlms_password"),
             .configurator_key = profile.text("dlms_key")}};
}

/// Through a real meter only its direct channel leads to the module; it stays open from step to step.
void MeterPlay::reach_module() {
    if (context_.optical_meter() == nullptr) return;
    const auto& until = context_.facts().dialogue.channel_open_until;
    if (!until || context_.clock().now() >= *until) {
        context_.pause(before_channel);
        optical_port().open_channel(type_of(context_), channel_s);
        stream_.configure(meter_line);
    }
    note_channel();
}

void MeterPlay::note_channel() const {
    context_.facts().dialogue.channel_open_until = context_.clock().now() + certain_channel;
}

void MeterPlay::serve(TimePoint deadline, const std::function<bool()>& enough) {
    const auto& dialogue = context_.facts().dialogue;
    if (context_.optical_meter() != nullptr && !dialogue.channel_open_until) {
        while (!(enough && enough()) && context_.clock().now() < deadline)
            context_.clock().sleep_until(std::min(deadline, context_.clock().now() + between_looks), context_.stop());
        return;
    }
    client_.serve(deadline, enough);
}

module::Message MeterPlay::question(module::Command command) const {
    return {.password = context_.prepared().profile.text("admin_password"), .command = static_cast<std::uint8_t>(command)};
}

module::Answer MeterPlay::ask(module::Command command) {
    reach_module();
    return client_.ask(question(command));
}

module::Answer MeterPlay::ask_good(module::Command command) {
    reach_module();
    return client_.ask_good(question(command));
}

std::vector<std::string> MeterPlay::text(std::string_view command) {
    reach_module();
    auto lines = client_.text(context_.prepared().profile.text("admin_password") + " " + std::string(command),
                              text_patience, text_end);
    if (lines.empty())
        throw Failure(Code::module_silent,
                      fmt::format("an answer to the text command {} expected within {} ms, none received: a module with "
                                  "another administrator password does not answer",
                                  command, to_ms(text_patience)));
    return lines;
}

bool MeterPlay::hears_module_at(std::uint32_t baud, Duration nominal) {
    stream_.configure({.baud = baud, .parity = transport::Parity::none});
    stream_.discard_input();
    const auto deadline = context_.clock().now() + context_.tempo().answer_wait(nominal);
    meter::IecSplitter splitter;
    meter::HdlcSplitter frames;
    std::array<std::byte, 256> chunk{};
    bool heard = false;
    while (!heard) {
        const auto count = stream_.read(chunk, deadline, context_.stop());
        if (count == 0) break;
        splitter.feed(ByteView(chunk).first(count));
        frames.feed(ByteView(chunk).first(count));
        while (const auto message = splitter.next()) heard |= message->kind == meter::IecMessage::Kind::request;
        while (const auto piece = frames.next()) heard |= piece->kind == meter::HdlcPiece::Kind::frame;
    }
    stream_.configure({.baud = meter().baud(meter::MeterPort::com1), .parity = transport::Parity::none});
    return heard;
}

const meter::Meter& MeterPlay::meter() const { return *context_.facts().dialogue.meter; }

const meter::IecMeterCounters& MeterPlay::counters() const { return meter().port(meter::MeterPort::com1).iec().counters(); }

const meter::DlmsCounters& MeterPlay::associations() const { return meter().port(meter::MeterPort::com1).dlms().counters(); }

const meter::HdlcCounters& MeterPlay::frames() const {
    return meter().port(meter::MeterPort::com1).dlms().link_counters();
}

const std::string& MeterPlay::serial() const { return meter().data().serial; }

void MeterPlay::check_told(std::string_view type, std::string_view told_serial, std::string_view where) const {
    const auto differ = [where](std::string_view what, std::string_view wanted, std::string_view found) {
        throw Failure(Code::meter_values_differ, fmt::format("{} {} served, {} found in {}", what, wanted,
                                                             found.empty() ? "nothing" : found, where));
    };
    if (type != meter().data().type) differ("type", meter().data().type, type);
    if (told_serial != serial()) differ("serial", serial(), told_serial);
}

}  // namespace stapel::steps
