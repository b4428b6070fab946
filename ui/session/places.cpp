#include "ui/session/places.hpp"

#include <cstdlib>
#include <filesystem>

namespace stapel::session {
namespace {

namespace fs = std::filesystem;

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

}  // namespace

std::string firmware_directory() {
    std::error_code ignored;
    const auto program = fs::read_symlink("/proc/self/exe", ignored).parent_path();
    const auto beside = (program / "../firmware").lexically_normal();
    if (fs::is_directory(beside, ignored)) return beside.string();
    return (program / "../share/stapel/firmware").lexically_normal().string();
}

std::string data_directory() {
    auto data = environment("XDG_DATA_HOME");
    if (data.empty()) data = environment("HOME") + "/.local/share";
    return data + "/stapel";
}

std::string releases_directory() {
    const auto folder = environment("STAPEL_RELEASES");
    return folder.empty() ? data_directory() + "/releases" : folder;
}

std::string database_file(const std::string& option, bool virtual_fixture) {
    if (!option.empty()) return option;
    if (auto file = environment("STAPEL_DB"); !file.empty()) return file;
    return data_directory() + (virtual_fixture ? "/bench.db" : "/station.db");
}

std::string flash_journals_of(const std::string& database) { return database + "-flash"; }

}  // namespace stapel::session
