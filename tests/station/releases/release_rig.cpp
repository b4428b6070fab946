#include "tests/station/releases/release_rig.hpp"

#include "flasher/chip.hpp"
#include "tests/station/plan/module_image.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <fstream>
#include <iterator>

namespace stapel::releases::test {

crypto::PrivateKey key_of(char seed) {
    // RFC 8410, section 10.3, with other bytes for the key itself
    const std::string text = "MC4CAQAwBQYDK2VwBCIEIE" + std::string(42, seed);
    auto read = crypto::read_private_key("-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
    if (!read.key) throw std::logic_error(read.problem);
    return std::move(*read.key);
}

flasher::ImageFile image_for(const std::string& module) {
    auto image = flasher::parse_image(plan::test::image_for(module), "image.bin", flasher::flash_start);
    const Bytes far(3, std::byte{0x77});
    if (!image.image.add(flasher::flash_start + 0x10000, far)) throw std::logic_error("the block is free");
    return image;
}

Order order_for(const std::string& folder) {
    return {.image = image_for("NB02"), .version = "5.24", .module = "NB02", .notes = "for \"tests\" \\ ГОДЕН",
            .chips = {}, .minimum_station = {0, 1, 0}, .folder = folder};
}

Store::Store() {
    const auto problems = make(order_for(release()), key_of('a'));
    REQUIRE(plan::test::lines_of(problems).empty());
    trust.keys.push_back({.name = "ivanova", .role = "release", .key = key_of('a').public_key(), .revoked = {}});
}

Verification Store::verify(const std::string& program_version) const {
    return releases::verify(
        {.folder = release(), .name = "nb02-5.24", .trust = trust, .program_version = program_version});
}

std::vector<std::string> Store::findings() const {
    std::vector<std::string> lines;
    for (const auto& problem : verify().problems)
        lines.push_back(fmt::format("{} expected {}, found {}: {}", problem.file.substr(problem.file.rfind('/') + 1),
                                    problem.expected, problem.found, problem.advice));
    return lines;
}

void Store::sign(const std::string& manifest, const crypto::PrivateKey& key) const {
    write(file("manifest.yaml"), manifest);
    write(file("manifest.sig"), text_of(key.sign(bytes_of(manifest))));
}

std::string content_of(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void write(const std::string& file, std::string_view content) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << content;
}

}  // namespace stapel::releases::test
