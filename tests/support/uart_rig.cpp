#include "tests/support/uart_rig.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace stapel::test {
namespace {

namespace fs = std::filesystem;

void put(const fs::path& file, const std::string& text) { std::ofstream(file) << text << '\n'; }

/// Everybody may look in and leave notes: a test may go on as another user.
void open_to_all(const fs::path& folder) {
    fs::create_directories(folder);
    fs::permissions(folder, fs::perms::all);
}

}  // namespace

UartRig::UartRig() {
    std::string pattern = (fs::temp_directory_path() / "uart_rig.XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    directory_ = pattern;
    for (const char* folder : {"", "dev", "log", "sys", "sys/class", "sys/class/tty"})
        open_to_all(fs::path(directory_) / folder);
    ::setenv("UART_SHIM_DIR", directory_.c_str(), 1);
}

UartRig::~UartRig() {
    ::unsetenv("UART_SHIM_DIR");
    std::error_code ignored;
    fs::remove_all(directory_, ignored);
}

void UartRig::plug(const std::string& name, const std::string& terminal, const Adapter& adapter) {
    const fs::path root(directory_);
    fs::create_symlink(terminal, root / "dev" / name);
    const fs::path usb = root / "sys/devices/usb1" / adapter.usb_path;
    const fs::path interface = usb / (adapter.usb_path + ":1." + std::to_string(adapter.interface));
    fs::create_directories(interface / "tty" / name);
    put(usb / "product", adapter.product);
    put(usb / "manufacturer", "Stapel");
    if (!adapter.serial_number.empty()) put(usb / "serial", adapter.serial_number);
    put(interface / "bInterfaceNumber", "0" + std::to_string(adapter.interface));
    fs::create_symlink("../..", interface / "tty" / name / "device");
    fs::create_symlink("../../" + fs::relative(interface / "tty" / name, root / "sys").string(),
                       root / "sys/class/tty" / name);
}

void UartRig::remove_device_file(const std::string& name) { fs::remove(fs::path(directory_) / "dev" / name); }

std::vector<std::string> UartRig::settings_of(const std::string& terminal) const {
    std::ifstream log(fs::path(directory_) / "log" / fs::path(terminal).filename());
    std::vector<std::string> lines;
    for (std::string line; std::getline(log, line);) lines.push_back(line);
    return lines;
}

}  // namespace stapel::test
