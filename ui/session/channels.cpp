#include "ui/session/channels.hpp"

#include "fixtures/transport/ports.hpp"

#include <exception>
#include <string_view>

namespace stapel::session {
namespace {

Code code_of(transport::PortState state) {
    switch (state) {
        case transport::PortState::busy: return Code::channel_busy;
        case transport::PortState::not_permitted: return Code::channel_not_permitted;
        case transport::PortState::gone: return Code::channel_gone;
        case transport::PortState::free: break;
    }
    return Code::channel_unusable;
}

}  // namespace

std::vector<Channel> channels_of(const run::FixtureFile& fixture) {
    std::vector<Channel> channels;
    for (const auto& site : fixture.sites)
        for (const auto& [name, address] : site.channels) channels.push_back({site.site, name, address});
    for (const auto& [name, address] : fixture.shared) channels.push_back({{}, name, address});
    return channels;
}

bool comes_and_goes(const Channel& channel) { return channel.name == "dfu"; }

std::optional<std::string> usb_server_of(const Channel& channel) {
    constexpr std::string_view scheme = "usbip:";
    if (!channel.address.starts_with(scheme)) return std::nullopt;
    const std::string rest = channel.address.substr(scheme.size());
    return "tcp:" + rest.substr(0, rest.rfind('/'));
}

std::optional<Failure> problem_of(const Channel& channel, const std::string& directory) {
    try {
        const auto found = transport::examine(channel.address, directory);
        if (found.ours || found.state == transport::PortState::free) return std::nullopt;
        if (comes_and_goes(channel) && found.state == transport::PortState::gone) return std::nullopt;
        return Failure(code_of(found.state), found.detail);
    } catch (const Failure& failure) {
        return failure;
    } catch (const std::exception& trouble) {
        return Failure(Code::channel_unusable, trouble.what());
    }
}

}  // namespace stapel::session
