#include "flasher/dfu_interface.hpp"

namespace stapel::flasher {
namespace {

// DFU 1.1, tables 4.1 to 4.4.
constexpr std::uint8_t application_specific = 0xFE, firmware_upgrade = 0x01, run_time = 0x01;
constexpr std::uint8_t functional_type = 0x21;
constexpr std::size_t length_1_0 = 7, length_1_1 = 9;

std::uint16_t word_at(ByteView bytes, std::size_t at) {
    const auto high = std::to_integer<unsigned>(bytes[at + 1]);
    return static_cast<std::uint16_t>(std::to_integer<unsigned>(bytes[at]) | high << 8);
}

std::optional<DfuFunction> function_in(ByteView descriptors) {
    return parse_dfu_function(transport::find_descriptor(descriptors, functional_type));
}

}  // namespace

std::optional<DfuFunction> parse_dfu_function(ByteView descriptor) {
    if (descriptor.size() < length_1_0 || std::to_integer<std::uint8_t>(descriptor[1]) != functional_type)
        return std::nullopt;
    return DfuFunction{.attributes = std::to_integer<std::uint8_t>(descriptor[2]),
                       .detach_ms = word_at(descriptor, 3),
                       .transfer_size = word_at(descriptor, 5),
                       .version = descriptor.size() < length_1_1 ? std::uint16_t{0x0100} : word_at(descriptor, 7)};
}

std::optional<DfuInterface> find_dfu(const transport::UsbConfiguration& configuration) {
    std::optional<DfuInterface> found;
    for (const auto& interface : configuration.interfaces) {
        if (interface.kind != application_specific || interface.subclass != firmware_upgrade) continue;
        if (!found)
            found = DfuInterface{.number = interface.number, .running = interface.protocol == run_time, .memories = {},
                                 .function = {}};
        if (interface.number != found->number) continue;
        found->memories.push_back({interface.alternate, interface.name});
        if (!found->function) found->function = function_in(interface.extra);
    }
    if (found && !found->function) found->function = function_in(configuration.extra);
    return found;
}

}  // namespace stapel::flasher
