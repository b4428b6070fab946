#include "flasher/image/fit.hpp"
#include "flasher/module_image.hpp"
#include "station/plan/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace stapel::plan {
namespace {

std::vector<std::filesystem::path> candidates(const std::string& plan, const std::filesystem::path& image,
                                              const LoadOptions& options) {
    std::vector<std::filesystem::path> paths{std::filesystem::path(plan).parent_path() / image};
    if (!options.firmware_directory.empty())
        paths.push_back(std::filesystem::path(options.firmware_directory) / image.filename());
    return paths;
}

std::optional<std::filesystem::path> first_existing(const std::vector<std::filesystem::path>& paths) {
    std::error_code error;
    for (const auto& path : paths)
        if (std::filesystem::is_regular_file(path, error)) return std::filesystem::absolute(path, error).lexically_normal();
    return std::nullopt;
}

Complaint not_found(const std::vector<std::filesystem::path>& paths) {
    std::string searched;
    for (const auto& path : paths) searched += (searched.empty() ? "" : " and ") + path.lexically_normal().string();
    return {"an image file", fmt::format("none at {}", searched), "build the firmware or correct the path"};
}

std::optional<Complaint> check_image(const std::string& path, std::string_view module) {
    try {
        const auto file = flasher::read_image(path, flasher::flash_start);
        if (const auto problem = problem_on_all_chips(file))
            return Complaint{"an image for a module's chip", path, flasher::to_text(*problem)};
        const auto read = flasher::read_header(file.image, flasher::flash_start);
        if (!read.header) return Complaint{"an image with a module's header", path, read.problem};
        if (module.empty() || read.header->type == module) return std::nullopt;
        return Complaint{fmt::format("an image for {}", module), fmt::format("one for {} in {}", read.header->type, path),
                         "name the image of this module type, or correct `module:`"};
    } catch (const flasher::ImageError& error) {
        return Complaint{"an image that can be read", path, flasher::to_text(error)};
    }
}

}  // namespace

std::span<const std::string_view> module_types() {
    static constexpr std::array types = std::to_array<std::string_view>({"NB02", "VNB02", "VNC02"});
    return types;
}

std::string read_image_path(const Node& node, std::string_view module, const LoadOptions& options,
                            Problems& problems) {
    const auto text = read_text(node, "the image's path", problems);
    if (!text) return {};
    const auto paths = candidates(problems.file(), *text, options);
    const auto path = first_existing(paths);
    const auto complaint = path ? check_image(path->string(), module) : not_found(paths);
    if (complaint) problems.add(node.place, *complaint);
    return path ? path->string() : std::string();
}

}  // namespace stapel::plan
