// Runs a program in surroundings where a device of a USB/IP server stands at a port of this machine: its sysfs entries,
// its device node and the node's ioctls (linux/usbdevice_fs.h) are made by umockdev. So programs that use libusb, ours
// and foreign ones, can be tried on a kernel without USB.
//
// Usage: umockdev-wrapper usb_testbed usbip:HOST:PORT/BUSID COMMAND...   The device stands at port 1-1.

#include "fixtures/transport/usb_descriptors.hpp"
#include "fixtures/transport/usb_device.hpp"
#include "station/base/failure.hpp"

#include <fmt/format.h>

#include <linux/usbdevice_fs.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <umockdev.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <deque>

namespace {

using namespace stapel;
using namespace stapel::transport;
using namespace std::chrono_literals;

constexpr const char* node = "/dev/bus/usb/001/002";
constexpr std::size_t setup_length = 8;
/// What a device has no answer for yet is asked for again: the client looks all the time.
constexpr Duration look_time = 2ms, request_time = 5s;

/// Memory of the client, as long as it is needed here.
using Held = std::shared_ptr<UMockdevIoctlData>;

Held held(UMockdevIoctlData* data) { return {data, [](UMockdevIoctlData* gone) { g_object_unref(gone); }}; }

TimePoint in(Duration time) { return system_clock().now() + time; }

/// The kernel's side of the device node.
class Node {
public:
    explicit Node(UsbDevice& device) : device_(device) {}

    void serve(UMockdevIoctlClient* client) {
        UMockdevIoctlData& argument = *umockdev_ioctl_client_get_arg(client);
        try {
            const int result = answer(umockdev_ioctl_client_get_request(client), argument);
            umockdev_ioctl_client_complete(client, result < 0 ? -1 : 0, result < 0 ? -result : 0);
        } catch (const Failure&) {
            gone_ = true;
            umockdev_ioctl_client_complete(client, -1, ENODEV);
        }
    }

private:
    int answer(unsigned long request, UMockdevIoctlData& argument) {
        switch (request) {
            case USBDEVFS_GET_CAPABILITIES: {
                const Held word = held(umockdev_ioctl_data_resolve(&argument, 0, sizeof(std::uint32_t), nullptr));
                const std::uint32_t able = USBDEVFS_CAP_ZERO_PACKET | USBDEVFS_CAP_NO_PACKET_SIZE_LIM |
                                           USBDEVFS_CAP_BULK_CONTINUATION | USBDEVFS_CAP_REAP_AFTER_DISCONNECT;
                std::memcpy(word->data, &able, sizeof able);
                return 0;
            }
            case USBDEVFS_CLAIMINTERFACE:
            case USBDEVFS_DISCONNECT_CLAIM:
            case USBDEVFS_RELEASEINTERFACE:
            case USBDEVFS_SETCONFIGURATION: return 0;
            case USBDEVFS_GETDRIVER: return -ENODATA;
            case USBDEVFS_SETINTERFACE: return set_alternate(argument);
            case USBDEVFS_CLEAR_HALT: return clear_halt(argument);
            case USBDEVFS_RESET: device_.reset(in(request_time), {}); return 0;
            case USBDEVFS_SUBMITURB: return submit(argument);
            case USBDEVFS_REAPURB:
            case USBDEVFS_REAPURBNDELAY: return reap(argument);
            case USBDEVFS_DISCARDURB: return discard(argument);
            default: return -ENOTTY;
        }
    }

    int set_alternate(UMockdevIoctlData& argument) {
        const Held data = held(umockdev_ioctl_data_resolve(&argument, 0, sizeof(usbdevfs_setinterface), nullptr));
        usbdevfs_setinterface wanted{};
        std::memcpy(&wanted, data->data, sizeof wanted);
        const bool set = device_.set_alternate(static_cast<std::uint8_t>(wanted.interface),
                                               static_cast<std::uint8_t>(wanted.altsetting), in(request_time), {});
        return set ? 0 : -EPIPE;
    }

    int clear_halt(UMockdevIoctlData& argument) {
        const Held data = held(umockdev_ioctl_data_resolve(&argument, 0, sizeof(unsigned), nullptr));
        return device_.clear_halt(static_cast<std::uint8_t>(data->data[0]), in(request_time), {}) ? 0 : -EPIPE;
    }

    int submit(UMockdevIoctlData& argument) {
        if (gone_) return -ENODEV;
        const Held urb = held(umockdev_ioctl_data_resolve(&argument, 0, sizeof(usbdevfs_urb), nullptr));
        const auto* wanted = reinterpret_cast<const usbdevfs_urb*>(urb->data);
        const Held buffer = held(umockdev_ioctl_data_resolve(urb.get(), offsetof(usbdevfs_urb, buffer),
                                                             static_cast<gsize>(wanted->buffer_length), nullptr));
        under_way_.push_back({urb, buffer});
        return 0;
    }

    int reap(UMockdevIoctlData& argument) {
        for (auto urb = under_way_.begin(); urb != under_way_.end(); ++urb) {
            if (!finish(*urb)) continue;
            const Held pointer = held(umockdev_ioctl_data_resolve(&argument, 0, sizeof(void*), nullptr));
            umockdev_ioctl_data_set_ptr(pointer.get(), 0, urb->data.get());
            under_way_.erase(urb);
            return 0;
        }
        return -EAGAIN;
    }

    int discard(UMockdevIoctlData& argument) {
        gulong address = 0;
        std::memcpy(&address, argument.data, sizeof address);
        const auto found =
            std::ranges::find_if(under_way_, [&](const Urb& urb) { return urb.data->client_addr == address; });
        if (found == under_way_.end()) return -EINVAL;
        found->discarded = true;
        return 0;
    }

    struct Urb {
        Held data, buffer;
        bool discarded = false;
    };

    /// False = the device has no answer yet.
    bool finish(Urb& urb) {
        auto& told = *reinterpret_cast<usbdevfs_urb*>(urb.data->data);
        told.actual_length = 0;
        told.status = urb.discarded ? -ENOENT : -ESHUTDOWN;
        if (urb.discarded || gone_) return true;
        try {
            const UsbDone done = device_.transfer(transfer_of(told, urb), in(look_time), {});
            if (done.end == UsbEnd::timed_out) return false;
            told.status = done.end == UsbEnd::stalled ? -EPIPE : 0;
            told.actual_length = static_cast<int>(done.count);
        } catch (const Failure&) {
            gone_ = true;
        }
        return true;
    }

    static UsbTransfer transfer_of(const usbdevfs_urb& told, const Urb& urb) {
        const std::span<std::byte> bytes(reinterpret_cast<std::byte*>(urb.buffer->data),
                                         static_cast<std::size_t>(told.buffer_length));
        if (told.type != USBDEVFS_URB_TYPE_CONTROL) return {.endpoint = told.endpoint, .in = bytes, .out = bytes};
        const auto byte = [&](std::size_t at) { return std::to_integer<std::uint8_t>(bytes[at]); };
        const auto word = [&](std::size_t at) { return static_cast<std::uint16_t>(byte(at) | byte(at + 1) << 8); };
        const std::span<std::byte> data = bytes.subspan(setup_length);
        return {.setup = {byte(0), byte(1), word(2), word(4)}, .in = data, .out = data};
    }

    UsbDevice& device_;
    std::deque<Urb> under_way_;
    bool gone_ = false;
};

Bytes descriptor(UsbDevice& device, std::uint8_t type, std::size_t length) {
    Bytes bytes(length);
    const UsbSetup setup{.request_type = usb_in, .request = 6, .value = static_cast<std::uint16_t>(type << 8)};
    bytes.resize(device.control_in(setup, bytes, in(request_time), {}).count);
    return bytes;
}

std::string attribute(std::string_view name, std::string_view value) {
    return fmt::format("A: {}={}\\n\n", name, value);
}

std::string hub_record() {
    return "P: /devices/pci0000:00/0000:00:14.0/usb1\nN: bus/usb/001/001\nE: SUBSYSTEM=usb\nE: DRIVER=usb\nE: "
           "BUSNUM=001\n"
           "E: DEVNUM=001\nE: DEVNAME=/dev/bus/usb/001/001\nE: DEVTYPE=usb_device\n" +
           attribute("busnum", "1") + attribute("devnum", "1") + attribute("speed", "480") +
           attribute("bConfigurationValue", "1") +
           "H: descriptors=12010002090001406B1D020002060302010109021900010100E0000904000001090000000705810304000C\n\n";
}

std::string device_record(UsbDevice& device) {
    const Bytes own = descriptor(device, 1, 18), configuration = descriptor(device, 2, 4096);
    const auto string = [&](std::size_t at) {
        return read_string(device, std::to_integer<std::uint8_t>(own[at]), in(request_time), {});
    };
    const UsbIdentity& identity = device.identity();
    return "P: /devices/pci0000:00/0000:00:14.0/usb1/1-1\nN: bus/usb/001/002\nE: SUBSYSTEM=usb\nE: DRIVER=usb\n"
           "E: BUSNUM=001\nE: DEVNUM=002\nE: DEVNAME=/dev/bus/usb/001/002\nE: DEVTYPE=usb_device\n" +
           attribute("busnum", "1") + attribute("devnum", "2") + attribute("speed", "12") + attribute("devpath", "1") +
           attribute("bConfigurationValue", "1") + attribute("idVendor", fmt::format("{:04x}", identity.vendor)) +
           attribute("idProduct", fmt::format("{:04x}", identity.product)) + attribute("manufacturer", string(14)) +
           attribute("product", string(15)) + attribute("serial", string(16)) +
           fmt::format("H: descriptors={}{}\n\n", to_hex(own), to_hex(configuration));
}

std::string interface_records(UsbDevice& device) {
    const auto configuration = read_configuration(device, in(request_time), {});
    std::string records;
    for (const auto& interface : configuration.interfaces) {
        if (interface.alternate != 0) continue;
        records += fmt::format("P: /devices/pci0000:00/0000:00:14.0/usb1/1-1/1-1:1.{}\nE: SUBSYSTEM=usb\n"
                               "E: DEVTYPE=usb_interface\n", interface.number) +
                   attribute("bInterfaceClass", fmt::format("{:02x}", interface.kind)) +
                   attribute("bInterfaceSubClass", fmt::format("{:02x}", interface.subclass)) +
                   attribute("bInterfaceProtocol", fmt::format("{:02x}", interface.protocol)) + "\n";
    }
    return records;
}

int run(char** command) {
    const pid_t child = ::fork();
    if (child == 0) {
        ::execvp(command[0], command);
        ::_exit(127);
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 3) {
        fmt::print(stderr, "usage: umockdev-wrapper usb_testbed usbip:HOST:PORT/BUSID COMMAND...\n");
        return 2;
    }
    const auto device = open_usb(arguments[1], in(request_time), {});
    const std::string records = hub_record() + device_record(*device) + interface_records(*device);
    Node serving(*device);
    UMockdevTestbed* bed = umockdev_testbed_new();
    UMockdevIoctlBase* handler = umockdev_ioctl_base_new();
    const auto serve = +[](UMockdevIoctlBase*, UMockdevIoctlClient* client, gpointer node_of_device) -> gboolean {
        static_cast<Node*>(node_of_device)->serve(client);
        return TRUE;
    };
    g_signal_connect(handler, "handle-ioctl", G_CALLBACK(serve), &serving);
    GError* error = nullptr;
    const bool made = umockdev_testbed_attach_ioctl(bed, node, handler, &error) != FALSE &&
                      umockdev_testbed_add_from_string(bed, records.c_str(), &error) != FALSE;
    if (!made) fmt::print(stderr, "expected a testbed, found: {}\n", error != nullptr ? error->message : "nothing");
    const int status = made ? run(arguments + 2) : 2;
    g_object_unref(handler);
    g_object_unref(bed);
    return status;
}
