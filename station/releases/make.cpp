#include "station/releases/make.hpp"

#include "flasher/image/fit.hpp"
#include "flasher/module_image.hpp"
#include "station/base/durable_file.hpp"
#include "station/crypto/sha256.hpp"
#include "station/plan/fields.hpp"
#include "station/releases/verify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <unistd.h>

namespace stapel::releases {
namespace {

namespace fs = std::filesystem;

/// A folder that is gone with this unless it got its name.
class PartFolder {
public:
    explicit PartFolder(fs::path target)
        : target_(std::move(target)),
          path_(target_.parent_path() / fmt::format(".{}.{}", target_.filename().string(), getpid())) {}
    ~PartFolder() {
        std::error_code ignored;
        if (!placed_) fs::remove_all(path_, ignored);
    }
    PartFolder(const PartFolder&) = delete;
    PartFolder& operator=(const PartFolder&) = delete;

    [[nodiscard]] std::string path() const { return path_.string(); }
    /// Empty, or why not; so the others.
    [[nodiscard]] std::string create() const {
        std::error_code error;
        fs::create_directory(path_, error);
        return error ? error.message() : std::string();
    }
    [[nodiscard]] std::string write(const std::string& name, ByteView content) const {
        return write_durably((path_ / name).string(), content);
    }
    [[nodiscard]] std::string take_place() {
        if (std::rename(path_.c_str(), target_.c_str()) != 0) return std::strerror(errno);
        placed_ = true;
        return {};
    }

private:
    fs::path target_, path_;
    bool placed_ = false;
};

bool is_one_line(std::string_view text) {
    return std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

class Maker {
public:
    Maker(const Order& order, const crypto::PrivateKey& key) : order_(order), key_(key) {
        fs::path folder = fs::path(order.folder).lexically_normal();
        if (!folder.has_filename()) folder = folder.parent_path();  // a name with a slash behind it
        folder_ = std::move(folder);
    }

    std::vector<plan::Problem> make() {
        check_words();
        const auto header = checked_header();
        check_chips();
        std::error_code error;
        if (fs::exists(folder_, error))
            add(order_.folder, {"no folder of this name", "one", "a release never changes: name another"});
        if (problems_.empty()) write(manifest_of(*header));
        return std::move(problems_);
    }

private:
    void add(std::string file, plan::Complaint complaint) {
        problems_.push_back({.file = std::move(file), .expected = std::move(complaint.expected),
                             .found = std::move(complaint.found), .advice = std::move(complaint.advice)});
    }

    void check_words() {
        const std::string name = folder_.filename().string();
        if (!plan::is_release_name(name))
            add(order_.folder,
                {"a name of a-z, 0-9, '.' and '-'", plan::quoted(name), "the folder's name is the release's"});
        if (!is_version_text(order_.version))
            add(order_.folder, {"a version of up to 40 letters, digits, '.', '-' and '_'", plan::quoted(order_.version),
                                "correct --version"});
        if (!is_one_line(order_.notes)) add(order_.folder, {"notes of one line", "more", "shorten --notes"});
    }

    std::optional<flasher::ModuleHeader> checked_header() {
        auto read = flasher::read_header(order_.image.image, flasher::flash_start);
        if (!read.header) add(order_.image.file, {"an image with a module's header", "none", read.problem});
        else if (read.header->type != order_.module)
            add(order_.image.file,
                {fmt::format("an image for {}", order_.module), fmt::format("one for {}", read.header->type),
                 "name the image of this module type, or correct --module"});
        return std::move(read.header);
    }

    void check_chips() {
        chips_ = order_.chips;
        for (const flasher::Chip& chip : flasher::all_chips())
            if (order_.chips.empty() && !problem_on(order_.image, chip)) chips_.emplace_back(chip.name);
        if (chips_.empty())
            add(order_.image.file,
                {"an image for a chip that is known", "one for none", problem_on_all_chips(order_.image)->message});
        for (const std::string& name : chips_)
            if (const auto problem = problem_on(order_.image, *flasher::find_chip(name)))
                add(order_.image.file,
                    {fmt::format("an image for {}", name), "one that does not fit", problem->message});
    }

    [[nodiscard]] Manifest manifest_of(const flasher::ModuleHeader& header) const {
        Manifest manifest{.release = folder_.filename().string(), .version = order_.version, .modules = {order_.module},
                          .firmware = header.version, .chips = chips_, .minimum_station = order_.minimum_station,
                          .notes = order_.notes, .key = key_.public_key(), .regions = {}};
        for (const auto& [address, bytes] : order_.image.image.blocks())
            manifest.regions.push_back({address, static_cast<std::uint32_t>(bytes.size()), crypto::sha256_hex(bytes)});
        return manifest;
    }

    void write(const Manifest& manifest) {
        PartFolder part(folder_);
        std::string why = part.create();
        const std::string text = to_yaml(manifest);
        const crypto::Signature signature = key_.sign(bytes_of(text));
        for (const Region& region : manifest.regions)
            if (why.empty()) why = part.write(file_of(region), order_.image.image.blocks().at(region.address));
        if (why.empty()) why = part.write(std::string(manifest_name), bytes_of(text));
        if (why.empty()) why = part.write(std::string(signature_name), signature);
        if (why.empty()) problems_ = proven(part.path(), manifest);
        if (why.empty() && problems_.empty()) why = part.take_place();
        if (!why.empty())
            add(order_.folder, {"a folder that can be written", why, "check its rights and the free space"});
    }

    /// What a station that trusts the key and is new enough would find.
    [[nodiscard]] static std::vector<plan::Problem> proven(const std::string& folder, const Manifest& manifest) {
        const Trust trust{
            .file = "trust.yaml",
            .keys = {{.name = "own", .role = std::string(release_role), .key = manifest.key, .revoked = {}}},
            .releases = {}};
        const std::string version = to_text(manifest.minimum_station);
        return verify({.folder = folder, .name = manifest.release, .trust = trust, .program_version = version})
            .problems;
    }

    const Order& order_;
    const crypto::PrivateKey& key_;
    fs::path folder_;
    std::vector<std::string> chips_;
    std::vector<plan::Problem> problems_;
};

}  // namespace

std::vector<plan::Problem> make(const Order& order, const crypto::PrivateKey& key) {
    return Maker(order, key).make();
}

}  // namespace stapel::releases
