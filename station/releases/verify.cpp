#include "station/releases/verify.hpp"

#include "flasher/image/fit.hpp"
#include "flasher/module_image.hpp"
#include "station/crypto/sha256.hpp"
#include "station/plan/fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace stapel::releases {
namespace {

namespace fs = std::filesystem;

/// At most one byte more than `most`, so that what is too long shows as that; none when there is no such file.
std::optional<std::string> read_file(const std::string& file, std::size_t most) {
    std::error_code error;
    std::ifstream stream(file, std::ios::binary);
    if (!fs::is_regular_file(file, error) || !stream) return std::nullopt;
    std::string content(most + 1, '\0');
    stream.read(content.data(), static_cast<std::streamsize>(content.size()));
    content.resize(static_cast<std::size_t>(stream.gcount()));
    return content;
}

class Verifier {
public:
    explicit Verifier(const Question& question) : question_(question) {}

    Verification verify() {
        Verification result{.release = prove(), .problems = {}};
        result.problems = std::move(problems_);
        if (!result.problems.empty()) result.release.reset();
        return result;
    }

private:
    [[nodiscard]] std::string path(std::string_view name) const { return (fs::path(question_.folder) / name).string(); }

    void add(std::string_view name, plan::Complaint complaint) {
        problems_.push_back({.file = path(name), .expected = std::move(complaint.expected),
                             .found = std::move(complaint.found), .advice = std::move(complaint.advice)});
    }

    void add(const std::vector<plan::Problem>& more) { problems_.insert(problems_.end(), more.begin(), more.end()); }

    std::optional<Release> prove() {
        plan::Problems problems(path(manifest_name));
        const auto document = plan::Document::read(problems);
        const TrustedKey* signer = document.source().empty() ? nullptr : find_signer(document);
        if (signer == nullptr) {
            if (document.source().empty()) add(problems.in_order());
            return std::nullopt;
        }
        std::optional<Manifest> manifest;
        if (document.root() != nullptr) manifest = read_manifest(*document.root(), problems);
        add(problems.in_order());
        if (!manifest) return std::nullopt;
        check(*manifest, *signer);
        check_files(*manifest);
        Release release{.manifest = *manifest, .sha256 = crypto::sha256_hex(bytes_of(document.source())),
                        .signer = signer->name, .image = read_image(*manifest)};
        if (problems_.empty()) check_image(release);
        return release;
    }

    std::optional<crypto::Signature> read_signature() {
        crypto::Signature signature{};
        const auto content = read_file(path(signature_name), signature.size());
        if (content && content->size() == signature.size()) {
            std::ranges::copy(bytes_of(*content), signature.begin());
            return signature;
        }
        add(signature_name, {fmt::format("the {} bytes of a signature", signature.size()),
                             !content                             ? "no file"
                             : content->size() > signature.size() ? "more"
                                                                  : fmt::format("{}", content->size()),
                             "copy the release again"});
        return std::nullopt;
    }

    /// Whose signature it is; nothing is believed before.
    const TrustedKey* find_signer(const plan::Document& document) {
        const auto signature = read_signature();
        if (!signature) return nullptr;
        const auto signed_by = [&](const TrustedKey& key) {
            return crypto::verifies(key.key, bytes_of(document.source()), *signature);
        };
        const auto signer = std::ranges::find_if(question_.trust.keys, signed_by);
        if (signer != question_.trust.keys.end()) {
            check_right(*signer);
            return &*signer;
        }
        refuse_signature(peek_key(document));
        return nullptr;
    }

    void refuse_signature(const std::optional<crypto::PublicKey>& named) {
        const auto& keys = question_.trust.keys;
        const auto known = named ? std::ranges::find(keys, *named, &TrustedKey::key) : keys.end();
        if (named && known == keys.end())
            add(manifest_name, {fmt::format("a signature by a key of {}", question_.trust.file),
                                fmt::format("the key {}, which is not there", crypto::to_text(*named)),
                                "use a release of somebody whom this station trusts"});
        else
            add(signature_name, {fmt::format("a signature of {} by {}", manifest_name,
                                             known == keys.end() ? "a key of " + question_.trust.file
                                                                 : "the key of " + known->name),
                                 "one that does not fit", "one of the two files was changed: copy the release again"});
    }

    void check_right(const TrustedKey& signer) {
        if (signer.role != release_role)
            add(signature_name, {fmt::format("a signature by a key with the role {}", release_role),
                                 fmt::format("one by the key of {} with the role {}", signer.name, signer.role),
                                 "have it signed by somebody who may release firmware"});
        if (!signer.revoked.empty())
            add(signature_name, {"a signature by a key that is not revoked",
                                 fmt::format("one by the key of {}, revoked: {}", signer.name, signer.revoked),
                                 "have it signed anew with another key"});
    }

    void check(const Manifest& manifest, const TrustedKey& signer) {
        if (manifest.release != question_.name)
            add(manifest_name, {fmt::format("the release {}, as its folder is called", question_.name),
                                fmt::format("the release {}", manifest.release), "give the folder its right name"});
        if (manifest.key != signer.key)
            add(manifest_name, {fmt::format("the key of {}, which it is signed with", signer.name), "another key",
                                "make the release again"});
        const auto own = parse_version(question_.program_version);
        if (!own || *own < manifest.minimum_station)
            add(manifest_name,
                {fmt::format("a release for this station's version {} or older", question_.program_version),
                 fmt::format("one that wants {} at least", to_text(manifest.minimum_station)),
                 "update the station first"});
    }

    void check_files(const Manifest& manifest) {
        std::set<std::string> wanted{std::string(manifest_name), std::string(signature_name)};
        for (const Region& region : manifest.regions) wanted.insert(file_of(region));
        std::set<std::string> found;
        std::error_code error;
        for (fs::directory_iterator entry(question_.folder, error), end; !error && entry != end; entry.increment(error))
            found.insert(entry->path().filename().string());
        for (const std::string& name : found)
            if (!wanted.contains(name))
                add(name, {"no file that the manifest does not name", "one", "remove it, or make the release again"});
    }

    flasher::ImageFile read_image(const Manifest& manifest) {
        flasher::ImageFile made{.file = question_.folder};
        for (const Region& region : manifest.regions) {
            const std::string content = checked_region(region);
            [[maybe_unused]] const bool added =
                made.image.add(region.address, bytes_of(content));  // they do not overlap
        }
        return made;
    }

    /// Empty when it is not what the manifest says.
    std::string checked_region(const Region& region) {
        const auto content = read_file(path(file_of(region)), region.length);
        if (!content) {
            add(file_of(region), {"a region of the release", "no file", "copy the release again"});
        } else if (content->size() != region.length) {
            add(file_of(region), {fmt::format("{} bytes", region.length),
                                  content->size() > region.length ? "more" : fmt::format("{}", content->size()),
                                  "copy the release again"});
        } else if (const auto hash = crypto::sha256_hex(bytes_of(*content)); hash != region.sha256) {
            add(file_of(region),
                {fmt::format("SHA-256 {}", region.sha256), hash, "the file was changed: copy the release again"});
        } else {
            return *content;
        }
        return {};
    }

    void check_image(const Release& release) {
        for (const std::string& name : release.manifest.chips)
            if (const auto problem = problem_on(release.image, *flasher::find_chip(name)))
                add(manifest_name, {fmt::format("an image for {}", name), problem->message, "make the release again"});
        const auto read = flasher::read_header(release.image.image, flasher::flash_start);
        if (!read.header)
            return add(manifest_name, {"an image with a module's header", read.problem, "make the release again"});
        if (std::ranges::find(release.manifest.modules, read.header->type) == release.manifest.modules.end())
            add(manifest_name, {fmt::format("{} among its modules, as the image's header has it", read.header->type),
                                "others", "make the release again"});
        if (read.header->version != release.manifest.firmware)
            add(manifest_name, {fmt::format("firmware {}", plan::quoted(read.header->version)),
                                plan::quoted(release.manifest.firmware), "make the release again"});
    }

    const Question& question_;
    std::vector<plan::Problem> problems_;
};

}  // namespace

Verification verify(const Question& question) { return Verifier(question).verify(); }

std::optional<plan::Problem> not_allowed(const Trust& trust, const Release& release) {
    const auto allowed = std::ranges::find(trust.releases, release.manifest.release, &AllowedRelease::name);
    const std::string line = fmt::format("- {{release: {}, sha256: \"{}\"}}", release.manifest.release, release.sha256);
    if (allowed == trust.releases.end())
        return plan::Problem{.file = trust.file,
                             .expected = fmt::format("the release {} under `releases:`", release.manifest.release),
                             .found = "none",
                             .advice = "to let this station flash it add `" + line + "`"};
    if (allowed->sha256 == release.sha256) return std::nullopt;
    return plan::Problem{.file = trust.file, .expected = fmt::format("a manifest with the SHA-256 {}", allowed->sha256),
                         .found = fmt::format("{} in {}", release.sha256, release.image.file),
                         .advice = "another release of this name was allowed; allow this one with `" + line + "`"};
}

std::string trust_file(const std::string& store) { return (fs::path(store) / "trust.yaml").string(); }

Verification open_release(const std::string& store, const std::string& name, std::string_view program_version) {
    const auto loaded = load_trust(trust_file(store));
    if (!loaded.trust) return {std::nullopt, loaded.problems};
    auto result = verify({.folder = (fs::path(store) / name).string(), .name = name, .trust = *loaded.trust,
                          .program_version = program_version});
    if (!result.release) return result;
    if (auto problem = not_allowed(*loaded.trust, *result.release)) return {std::nullopt, {std::move(*problem)}};
    return result;
}

}  // namespace stapel::releases
