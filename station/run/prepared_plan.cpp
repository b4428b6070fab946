#include "station/run/prepared_plan.hpp"

#include "flasher/chip.hpp"
#include "station/crypto/sha256.hpp"
#include "station/plan/unit_data.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

namespace stapel::run {

PreparedPlan prepare(plan::Plan plan) {
    PreparedPlan prepared;
    prepared.sha256 = crypto::sha256_hex(bytes_of(plan.source));
    if (!plan.image.empty()) {
        const std::string content = flasher::read_content(plan.image);
        prepared.image_sha256 = crypto::sha256_hex(bytes_of(content));
        prepared.image = flasher::parse_image(content, plan.image, flasher::flash_start);
        auto read = flasher::read_header(prepared.image->image, flasher::flash_start);
        if (!read.header) throw flasher::ImageError{.file = plan.image, .message = read.problem};
        prepared.header = std::move(read.header);
    }
    prepared.plan = std::move(plan);
    return prepared;
}

std::vector<plan::Problem> use_release(PreparedPlan& prepared, releases::Release release) {
    auto read = flasher::read_header(release.image.image, flasher::flash_start);
    if (!read.header || read.header->type != prepared.plan.module)
        return {{.file = prepared.plan.file, .line = prepared.plan.release_place.line,
                 .column = prepared.plan.release_place.column,
                 .expected = fmt::format("a release for {}", prepared.plan.module),
                 .found = fmt::format("{} for {}", prepared.plan.release, fmt::join(release.manifest.modules, ", ")),
                 .advice = "name the release for this module type, or correct `module:`"}};
    plan::Problems problems(prepared.plan.file);
    check_unit_data(prepared.plan.unit_data, release.image, problems);
    if (!problems.empty()) return problems.in_order();
    prepared.header = std::move(read.header);
    prepared.image = std::move(release.image);
    prepared.image_sha256 = std::move(release.sha256);
    prepared.chips = std::move(release.manifest.chips);
    return {};
}

}  // namespace stapel::run
