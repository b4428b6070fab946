#pragma once

#include "fixtures/transport/stream.hpp"
#include "fixtures/transport/tape.hpp"
#include "fixtures/transport/usb_device.hpp"
#include "station/run/fixture_file.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace stapel::run {

/// What becomes of input that has arrived and was not read.
enum class Arrived { discarded, kept };

/// A site's channels beside `control`, opened when first asked for and put on the run's tape. Step thread only.
class Channels {
public:
    Channels(SiteWiring wiring, std::string directory, const Clock& clock, transport::Tape& tape);

    /// The stream of that channel, empty of old input unless it shall be kept. `Failure{channel_missing}` when the fixture
    /// has none; else what `open_stream` throws.
    [[nodiscard]] transport::Stream& open(std::string_view name, std::stop_token stop,
                                          Arrived arrived = Arrived::discarded);

    /// The USB device of that channel as it stands there now, on the run's tape. `Failure{channel_missing}`; else what the
    /// transport's `open_usb` throws.
    [[nodiscard]] std::unique_ptr<transport::UsbDevice> open_usb(std::string_view name, TimePoint deadline,
                                                                 std::stop_token stop);

    /// The meter in which the module sits, whose optical port the channel `meter` is; null = it is the module's own port.
    [[nodiscard]] const meter::MeterType* optical_meter() const { return wiring_.optical_meter; }

    /// Closes what is open; the next `open` starts anew.
    void close();

private:
    [[nodiscard]] const std::string& address_of(std::string_view name) const;

    SiteWiring wiring_;
    std::string directory_;
    const Clock& clock_;
    transport::Tape& tape_;
    std::map<std::string, std::unique_ptr<transport::Stream>, std::less<>> open_;
};

}  // namespace stapel::run
