#pragma once

#include <string>
#include <vector>

namespace stapel::test {

/// A folder for the UART shim (`uart_shim.cpp`) to work from; the shim is told by UART_SHIM_DIR while the rig lives.
class UartRig {
public:
    UartRig();
    ~UartRig();
    UartRig(const UartRig&) = delete;
    UartRig& operator=(const UartRig&) = delete;

    /// What the kernel would tell of a port's adapter.
    struct Adapter {
        std::string usb_path, serial_number, product;
        int interface = 0;
    };

    /// Makes `/dev/NAME` (`ttyV...`) lead to a pseudo-terminal, and lists it with its adapter under `/sys/class/tty`.
    void plug(const std::string& name, const std::string& terminal, const Adapter& adapter);
    /// Takes the device file away, not the kernel's entry.
    void remove_device_file(const std::string& name);

    /// What the shim noted about the pseudo-terminal, one setting a line, oldest first.
    [[nodiscard]] std::vector<std::string> settings_of(const std::string& terminal) const;
    /// The value of UART_SHIM_DIR.
    [[nodiscard]] const std::string& directory() const { return directory_; }

private:
    std::string directory_;
};

}  // namespace stapel::test
