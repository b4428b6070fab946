#include "station/run/prepared_plan.hpp"

#include "station/records/sha256.hpp"

#include <fstream>
#include <iterator>
#include <utility>

namespace stapel::run {
namespace {

// Both chips have their flash there (dialect 4); the chip itself is known only once its ROM has answered.
constexpr std::uint32_t flash_start = 0x08000000;

std::string file_sha256(const std::string& file) {
    std::ifstream input(file, std::ios::binary);
    const std::string content(std::istreambuf_iterator<char>(input), {});
    return records::sha256_hex(bytes_of(content));
}

}  // namespace

PreparedPlan prepare(plan::Plan plan) {
    PreparedPlan prepared;
    prepared.sha256 = records::sha256_hex(bytes_of(plan.source));
    if (!plan.image.empty()) {
        prepared.image = flasher::read_image(plan.image, flash_start);
        prepared.image_sha256 = file_sha256(plan.image);
        auto read = flasher::read_header(*prepared.image, flash_start);
        if (!read.header) throw flasher::ImageError{plan.image, 0, read.problem};
        prepared.header = std::move(read.header);
    }
    prepared.plan = std::move(plan);
    return prepared;
}

}  // namespace stapel::run
