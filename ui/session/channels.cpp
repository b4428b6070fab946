#include "ui/session/channels.hpp"

#include "fixtures/transport/ports.hpp"
#include "station/base/failure.hpp"

#include <exception>

namespace stapel::session {

std::vector<Channel> channels_of(const run::FixtureFile& fixture) {
    std::vector<Channel> channels;
    for (const auto& site : fixture.sites)
        for (const auto& [name, address] : site.channels) channels.push_back({site.site, name, address});
    for (const auto& [name, address] : fixture.shared) channels.push_back({{}, name, address});
    return channels;
}

std::string problem_of(const Channel& channel, const std::string& directory) {
    try {
        const auto found = transport::examine(channel.address, directory);
        return found.ours ? std::string() : found.detail;
    } catch (const Failure& failure) {
        return failure.detail();
    } catch (const std::exception& trouble) {
        return trouble.what();
    }
}

}  // namespace stapel::session
