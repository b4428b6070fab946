#include "station/base/file_rights.hpp"

#include <filesystem>
#include <system_error>

namespace stapel {
namespace {

using std::filesystem::perms;

bool any_of(const std::string& file, perms wanted) {
    std::error_code error;
    const auto permissions = std::filesystem::status(file, error).permissions();
    return !error && permissions != perms::unknown && (permissions & wanted) != perms::none;
}

}  // namespace

bool is_private(const std::string& file) { return !any_of(file, perms::group_all | perms::others_all); }

bool others_may_write(const std::string& file) { return any_of(file, perms::group_write | perms::others_write); }

}  // namespace stapel
