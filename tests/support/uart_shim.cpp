// A library to be linked before, or preloaded into, a program under test: makes pseudo-terminals pass as UARTs.
//
// The kernel drops the frame bits of a pseudo-terminal, has no modem lines for it, and knows it under no name that
// libserialport takes. With the shim, frame bits are kept and given back, modem lines are emulated, and
//   $UART_SHIM_DIR/dev/ttyV*       stands for /dev/ttyV*,
//   $UART_SHIM_DIR/sys/class/tty   stands for /sys/class/tty (ports to be listed),
//   $UART_SHIM_DIR/sys/class/tty/*/device/latency_timer, where there is one, becomes 1 for whoever asks for low latency,
//   $UART_SHIM_DIR/log/N           gets a line for each setting of /dev/pts/N: `115200 8E1` or `lines dtr=1 rts=0`.
// UART_SHIM_REFUSE=parity is a UART that forgets parity, UART_SHIM_REFUSE=baud one that stays at 9600,
// UART_SHIM_REFUSE=latency one whose driver lets nobody ask.

#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <linux/serial.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

namespace {

constexpr tcflag_t frame_bits = PARENB | PARODD | CSIZE | CSTOPB | CRTSCTS;
constexpr int host_lines = TIOCM_DTR | TIOCM_RTS;
constexpr int device_lines = TIOCM_CTS | TIOCM_DSR | TIOCM_CAR;

struct Uart {
    std::atomic<tcflag_t> frame = CS8;
    std::atomic<int> lines = host_lines;
};

/// The next definition of a function that this library stands in front of.
template <typename Function>
Function* next(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

/// N when the descriptor is the slave /dev/pts/N; Unix98 slaves have the major numbers 136 to 143.
std::optional<unsigned> slave_number(int fd) {
    struct stat file {};
    if (::fstat(fd, &file) != 0 || !S_ISCHR(file.st_mode)) return std::nullopt;
    if (major(file.st_rdev) < 136 || major(file.st_rdev) > 143) return std::nullopt;
    return (major(file.st_rdev) - 136) * 256 + minor(file.st_rdev);
}

Uart& uart(unsigned number) {
    static std::array<Uart, 2048> all;
    return all.at(number % all.size());
}

bool refuses(std::string_view what) {
    const char* refused = std::getenv("UART_SHIM_REFUSE");
    return refused != nullptr && what == refused;
}

void log_line(unsigned number, const std::string& line) {
    const char* directory = std::getenv("UART_SHIM_DIR");
    if (directory == nullptr) return;
    const std::string file = std::string(directory) + "/log/" + std::to_string(number);
    const int log = next<int(const char*, int, ...)>("open")(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (log < 0) return;
    [[maybe_unused]] const auto written = ::write(log, line.data(), line.size());
    ::close(log);
}

unsigned long baud_of(const termios& settings) {
    constexpr std::array<std::pair<speed_t, unsigned long>, 10> rates{{{B1200, 1200},
                                                                      {B2400, 2400},
                                                                      {B9600, 9600},
                                                                      {B19200, 19200},
                                                                      {B38400, 38400},
                                                                      {B57600, 57600},
                                                                      {B115200, 115200},
                                                                      {B230400, 230400},
                                                                      {B460800, 460800},
                                                                      {B921600, 921600}}};
    for (const auto& [code, baud] : rates)
        if (::cfgetospeed(&settings) == code) return baud;
    return 0;
}

std::string describe(const termios& settings) {
    const auto frame = settings.c_cflag;
    const char bits = static_cast<char>('5' + ((frame & CSIZE) >> 4));
    const char parity = (frame & PARENB) == 0 ? 'N' : (frame & PARODD) != 0 ? 'O' : 'E';
    const char stop = (frame & CSTOPB) != 0 ? '2' : '1';
    return std::to_string(baud_of(settings)) + " " + bits + parity + stop + "\n";
}

std::optional<int> new_lines(unsigned long request, int old, int argument) {
    switch (request) {
        case TIOCMSET: return argument & host_lines;
        case TIOCMBIS: return old | (argument & host_lines);
        case TIOCMBIC: return old & ~(argument & host_lines);
        default: return std::nullopt;
    }
}

int modem_lines(unsigned number, unsigned long request, int* argument) {
    Uart& line = uart(number);
    if (request == TIOCMGET) {
        *argument = line.lines | device_lines;
        return 0;
    }
    line.lines = new_lines(request, line.lines, *argument).value_or(line.lines);
    log_line(number, "lines dtr=" + std::to_string((line.lines & TIOCM_DTR) != 0) +
                         " rts=" + std::to_string((line.lines & TIOCM_RTS) != 0) + "\n");
    return 0;
}

/// A driver's answer to the question for its port's flags, and to a wish for low latency.
int serial_flags(unsigned long request, serial_struct* flags) {
    const char* directory = std::getenv("UART_SHIM_DIR");
    if (directory == nullptr || refuses("latency")) {
        errno = directory == nullptr ? ENOTTY : EPERM;
        return -1;
    }
    if (request == TIOCGSERIAL) *flags = serial_struct{};
    if (request == TIOCGSERIAL || (flags->flags & ASYNC_LOW_LATENCY) == 0) return 0;
    std::error_code none;
    for (const auto& port : std::filesystem::directory_iterator(std::string(directory) + "/sys/class/tty", none)) {
        const auto timer = port.path() / "device" / "latency_timer";
        if (std::filesystem::exists(timer, none)) std::ofstream(timer) << "1\n";
    }
    return 0;
}

/// Where a path really leads; the path itself when it is none of the shim's.
class Mapped {
public:
    explicit Mapped(const char* path) : path_(path) {
        const char* directory = std::getenv("UART_SHIM_DIR");
        const std::string_view text = path == nullptr ? "" : path;
        if (directory == nullptr || (!text.starts_with("/dev/ttyV") && !text.starts_with("/sys/class/tty"))) return;
        mapped_ = std::string(directory) + path;
        path_ = mapped_.c_str();
    }
    [[nodiscard]] const char* get() const { return path_; }

private:
    std::string mapped_;
    const char* path_;
};

mode_t mode_in(int flags, std::va_list rest) {
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? static_cast<mode_t>(va_arg(rest, unsigned)) : 0;
}

}  // namespace

extern "C" {

int tcsetattr(int fd, int actions, const termios* wanted) noexcept {
    const auto number = slave_number(fd);
    termios kept = *wanted;
    if (number && refuses("baud")) ::cfsetspeed(&kept, B9600);
    const int result = next<decltype(tcsetattr)>("tcsetattr")(fd, actions, &kept);
    // The C library calls it EINVAL when the kernel drops the frame bits; the rest has been set.
    if (!number || (result != 0 && errno != EINVAL)) return result;
    if (refuses("parity")) kept.c_cflag &= ~static_cast<tcflag_t>(PARENB | PARODD);
    uart(*number).frame = kept.c_cflag & frame_bits;
    log_line(*number, describe(kept));
    return 0;
}

int tcgetattr(int fd, termios* settings) noexcept {
    const int result = next<decltype(tcgetattr)>("tcgetattr")(fd, settings);
    if (const auto number = slave_number(fd); number && result == 0)
        settings->c_cflag = (settings->c_cflag & ~frame_bits) | uart(*number).frame;
    return result;
}

int ioctl(int fd, unsigned long request, ...) noexcept {
    std::va_list rest;
    va_start(rest, request);
    void* argument = va_arg(rest, void*);
    va_end(rest);
    const bool about_lines = request == TIOCMGET || request == TIOCMSET || request == TIOCMBIS || request == TIOCMBIC;
    if (const auto number = about_lines ? slave_number(fd) : std::nullopt)
        return modem_lines(*number, request, static_cast<int*>(argument));
    if ((request == TIOCGSERIAL || request == TIOCSSERIAL) && slave_number(fd))
        return serial_flags(request, static_cast<serial_struct*>(argument));
    return next<int(int, unsigned long, ...)>("ioctl")(fd, request, argument);
}

int open(const char* path, int flags, ...) {
    std::va_list rest;
    va_start(rest, flags);
    const mode_t mode = mode_in(flags, rest);
    va_end(rest);
    return next<int(const char*, int, ...)>("open")(Mapped(path).get(), flags, mode);
}

int __open_2(const char* path, int flags) { return open(path, flags); }

int openat(int directory, const char* path, int flags, ...) {
    std::va_list rest;
    va_start(rest, flags);
    const mode_t mode = mode_in(flags, rest);
    va_end(rest);
    return next<int(int, const char*, int, ...)>("openat")(directory, Mapped(path).get(), flags, mode);
}

FILE* fopen(const char* path, const char* mode) {
    return next<FILE*(const char*, const char*)>("fopen")(Mapped(path).get(), mode);
}

FILE* fopen64(const char* path, const char* mode) {
    return next<FILE*(const char*, const char*)>("fopen64")(Mapped(path).get(), mode);
}

int stat(const char* path, struct stat* file) noexcept {
    return next<int(const char*, struct stat*)>("stat")(Mapped(path).get(), file);
}

int lstat(const char* path, struct stat* file) noexcept {
    return next<int(const char*, struct stat*)>("lstat")(Mapped(path).get(), file);
}

int __lxstat(int version, const char* path, struct stat* file) noexcept {
    return next<int(int, const char*, struct stat*)>("__lxstat")(version, Mapped(path).get(), file);
}

ssize_t readlink(const char* path, char* into, std::size_t size) noexcept {
    return next<ssize_t(const char*, char*, std::size_t)>("readlink")(Mapped(path).get(), into, size);
}

/// A port of the shim keeps its own name, as a device file would.
char* realpath(const char* path, char* into) noexcept {
    const Mapped mapped(path);
    const auto go = next<char*(const char*, char*)>("realpath");
    if (mapped.get() == path || !std::string_view(path).starts_with("/dev/")) return go(mapped.get(), into);
    if (::access(path, F_OK) != 0) return nullptr;
    return into != nullptr ? std::strcpy(into, path) : ::strdup(path);
}

int access(const char* path, int mode) noexcept { return next<int(const char*, int)>("access")(Mapped(path).get(), mode); }

int faccessat(int directory, const char* path, int mode, int flags) noexcept {
    return next<int(int, const char*, int, int)>("faccessat")(directory, Mapped(path).get(), mode, flags);
}

}  // extern "C"
