#include "station/run/prepared_plan.hpp"

#include "station/crypto/sha256.hpp"

#include <utility>

namespace stapel::run {
namespace {

// Both chips have their flash there (dialect 4); the chip itself is known only once its ROM has answered.
constexpr std::uint32_t flash_start = 0x08000000;

}  // namespace

PreparedPlan prepare(plan::Plan plan) {
    PreparedPlan prepared;
    prepared.sha256 = crypto::sha256_hex(bytes_of(plan.source));
    if (!plan.image.empty()) {
        const std::string content = flasher::read_content(plan.image);
        prepared.image_sha256 = crypto::sha256_hex(bytes_of(content));
        prepared.image = flasher::parse_image(content, plan.image, flash_start);
        auto read = flasher::read_header(prepared.image->image, flash_start);
        if (!read.header) throw flasher::ImageError{.file = plan.image, .message = read.problem};
        prepared.header = std::move(read.header);
    }
    prepared.plan = std::move(plan);
    return prepared;
}

}  // namespace stapel::run
