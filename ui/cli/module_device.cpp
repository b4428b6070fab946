#include "ui/cli/module_device.hpp"

#include "fixtures/module/settings_check.hpp"
#include "station/base/failure.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <utility>

namespace stapel::cli {
namespace {

constexpr Duration connect_patience = std::chrono::seconds(5);

/// A meter that is read is the device here, not a part of a jig.
bool device_at_fault(Code code) {
    return is_read_meters(code) || text_of(code).fault == Fault::module;
}

}  // namespace

void check_device_address(const std::string& address) {
    if (const auto problem = transport::address_problem(address, transport::Plug::stream); !problem.empty())
        throw UsageError("--port: " + problem);
}

void check_secret(std::string_view option, std::string_view key, const std::string& secret) {
    if (const auto complaint = settings::check_value(*settings::find_setting(key), secret))
        throw UsageError(fmt::format("{}: expected {}, found {}: write the one that the device has", option,
                                     complaint->expected, complaint->found));
}

std::string factory_value(std::string_view key) { return settings::find_setting(key)->default_text; }

std::unique_ptr<transport::Stream> open_device(const std::string& address, std::stop_token stop) {
    return transport::open_stream(address, ".", system_clock().now() + connect_patience, std::move(stop));
}

Status guarded(std::string_view command, const std::function<Status()>& work) {
    try {
        return work();
    } catch (const Failure& failure) {
        fmt::print(stderr, "stapel {}: {}\n{}\n", command, failure.what(), text_of(failure.code()).action_en);
        return device_at_fault(failure.code()) ? Status::failed : Status::fixture;
    } catch (const Cancelled&) {
        fmt::print(stderr, "stapel {}: stopped\n", command);
        return Status::stopped;
    }
}

}  // namespace stapel::cli
