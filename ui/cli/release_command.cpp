#include "station/base/file_rights.hpp"
#include "station/releases/make.hpp"
#include "station/releases/verify.hpp"
#include "ui/cli/commands.hpp"
#include "ui/cli/image_options.hpp"
#include "ui/cli/json_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>

namespace stapel::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t longest_key = 65536;

struct MakeOptions {
    std::string image, version, module, key, out, address, notes, minimum_station = STAPEL_VERSION;
    std::vector<std::string> chips;
};

struct VerifyOptions {
    std::string folder, trust;
    bool json = false;
};

void complain(const std::vector<plan::Problem>& problems) {
    for (const auto& problem : problems) fmt::print(stderr, "{}\n", to_text(problem));
}

crypto::PrivateKey read_key(const std::string& file) {
    if (!is_private(file))
        throw UsageError(
            fmt::format("{}: error: a key that only its owner may read (mode 0600) expected, one that others may "
                        "read found: chmod 600 {}",
                        file, file));
    std::ifstream stream(file, std::ios::binary);
    std::string pem(longest_key, '\0');
    stream.read(pem.data(), static_cast<std::streamsize>(pem.size()));
    pem.resize(static_cast<std::size_t>(stream.gcount()));
    if (pem.empty())
        throw UsageError(fmt::format("{}: error: a private key expected, nothing to read found: check the path", file));
    auto read = crypto::read_private_key(pem);
    if (!read.key) throw UsageError(fmt::format("{}: error: {}", file, read.problem));
    return std::move(*read.key);
}

releases::Order order_of(const MakeOptions& options) {
    const auto minimum = releases::parse_version(options.minimum_station);
    if (!minimum)
        throw UsageError(
            fmt::format("--minimum-station: three numbers such as {} expected, '{}' found: write a version of "
                        "this program",
                        STAPEL_VERSION, options.minimum_station));
    return {.image = read_image_file(options.image, options.address),
            .version = options.version,
            .module = options.module,
            .notes = options.notes,
            .chips = options.chips,
            .minimum_station = *minimum,
            .folder = options.out};
}

/// What a station needs to know to trust it.
void tell_made(const releases::Order& order, const crypto::PrivateKey& key) {
    fmt::print(
        "{}: {} {}, {} bytes, signed by {}\nprove it with `stapel release verify`, which tells the line for a "
        "station's "
        "list of releases\n",
        order.folder, order.module, order.version, order.image.image.size(), crypto::to_text(key.public_key()));
}

Status make(const MakeOptions& options) {
    const auto key = read_key(options.key);
    const auto order = order_of(options);
    const auto problems = releases::make(order, key);
    complain(problems);
    if (!problems.empty()) return Status::usage;
    tell_made(order, key);
    return Status::ok;
}

releases::Trust read_trust(const VerifyOptions& options) {
    const std::string file =
        options.trust.empty() ? releases::trust_file(session::releases_directory()) : options.trust;
    auto loaded = releases::load_trust(file);
    complain(loaded.problems);
    if (!loaded.trust)
        throw UsageError(fmt::format("{} says whom this station trusts: nothing can be proven without it", file));
    return std::move(*loaded.trust);
}

std::string folder_name(const std::string& folder) {
    std::error_code error;
    const auto path = std::filesystem::canonical(folder, error);
    if (error || !std::filesystem::is_directory(path))
        throw UsageError(fmt::format("{}: the folder of a release expected, none found: check the path", folder));
    return path.filename().string();
}

void print_json(const std::vector<plan::Problem>& problems, const std::optional<releases::Release>& release,
                bool allowed) {
    Json findings = Json::array(), regions = Json::array();
    for (const auto& problem : problems) findings.push_back(to_text(problem));
    if (!release) {
        fmt::print("{}", json_text({{"clean", false}, {"findings", findings}}));
        return;
    }
    const auto& manifest = release->manifest;
    for (const auto& region : manifest.regions)
        regions.push_back({{"address", region.address}, {"bytes", region.length}, {"sha256", region.sha256}});
    fmt::print("{}", json_text({{"clean", true},
                                {"findings", findings},
                                {"release", manifest.release},
                                {"version", manifest.version},
                                {"modules", manifest.modules},
                                {"firmware", manifest.firmware},
                                {"chips", manifest.chips},
                                {"minimum_station", releases::to_text(manifest.minimum_station)},
                                {"notes", known(manifest.notes)},
                                {"signer", release->signer},
                                {"sha256", release->sha256},
                                {"regions", regions},
                                {"allowed", allowed}}));
}

void print_text(const releases::Release& release, const std::optional<plan::Problem>& not_allowed) {
    const auto& manifest = release.manifest;
    fmt::print("{}: version {} for {} on {}, signed by {}, every byte as it was signed\nSHA-256 of its manifest: {}\n",
               manifest.release, manifest.version, fmt::join(manifest.modules, ", "), fmt::join(manifest.chips, ", "),
               release.signer, release.sha256);
    if (!manifest.notes.empty()) fmt::print("notes: {}\n", manifest.notes);
    if (not_allowed)
        fmt::print("not on the list of this station: {}\n", not_allowed->advice);
    else
        fmt::print("this station may flash it\n");
}

Status verify(const VerifyOptions& options) {
    const auto trust = read_trust(options);
    const auto proven = releases::verify({.folder = options.folder, .name = folder_name(options.folder), .trust = trust,
                                          .program_version = STAPEL_VERSION});
    const auto not_allowed = proven.release ? releases::not_allowed(trust, *proven.release) : std::nullopt;
    if (options.json) print_json(proven.problems, proven.release, proven.release && !not_allowed);
    else if (proven.release) print_text(*proven.release, not_allowed);
    complain(proven.problems);
    return proven.release ? Status::ok : Status::failed;
}

void add_make(session::Command& command) {
    const auto options = std::make_shared<MakeOptions>();
    auto sub = command.subcommand("make", "Signs an image as a release");
    sub.option("--image", options->image, "The firmware, in any format of `stapel image`").required().type_name("FILE");
    sub.option("--version", options->version, "The release's version").required().type_name("V");
    sub.option("--module", options->module, "Module type that it is for").required().type_name("M");
    sub.option("--key", options->key, "Private key for Ed25519: PEM, PKCS#8, mode 0600").required().type_name("FILE");
    sub.option("--out", options->out, "Folder to make; its name is the release's").required().type_name("DIR");
    sub.option("--chip", options->chips, "Chip that it is for, repeatable; default: all that the image fits")
        .one_of({"stm32f405", "stm32l476"});
    sub.option("--minimum-station", options->minimum_station, "Oldest version of this program that may flash it")
        .default_shown().type_name("V");
    sub.option("--notes", options->notes, "One line for people").type_name("TEXT");
    sub.option("--address", options->address, address_help);
    sub.footer(
        "Example: stapel release make --image nb02.hex --version 5.24 --module NB02 --key release.pem --out nb02-5.24");
    sub.does([options] { return make(*options); });
}

void add_verify(session::Command& command) {
    const auto options = std::make_shared<VerifyOptions>();
    auto sub = command.subcommand("verify", "Proves a release: signature, key, every byte");
    sub.option("DIR", options->folder, "The release's folder").required();
    sub.option("--trust", options->trust,
               "Whom to trust, default trust.yaml in $STAPEL_RELEASES or stapel/releases in the "
               "user's data folder")
        .type_name("FILE");
    sub.flag("--json", options->json, "Print JSON");
    sub.footer(
        "Example: stapel release verify nb02-5.24\nExit status: 0 clean, 1 something found, 2 wrong file or argument");
    sub.does([options] { return verify(*options); });
}

}  // namespace

void add_release_command(session::Command& program) {
    auto command = program.subcommand("release", "Makes and proves signed releases of firmware");
    command.footer("Example: stapel release verify nb02-5.24");
    command.require_subcommand();
    add_make(command);
    add_verify(command);
}

}  // namespace stapel::cli
