// Any bytes as a release's manifest and as a list of trust: a manifest that is one is the same after it was written and
// read again.

#include "station/releases/manifest.hpp"
#include "station/releases/trust.hpp"
#include "tests/fuzz/require.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

using namespace stapel;
using namespace stapel::releases;

namespace {

/// A file in memory, for readers that want a path.
class MemoryFile {
public:
    explicit MemoryFile(const std::string& content) : descriptor_(memfd_create("fuzz", MFD_CLOEXEC)) {
        require(descriptor_ >= 0);
        require(write(descriptor_, content.data(), content.size()) == static_cast<ssize_t>(content.size()));
    }
    ~MemoryFile() { close(descriptor_); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

private:
    int descriptor_;
};

std::optional<Manifest> read(const std::string& path) {
    plan::Problems problems(path);
    const auto document = plan::Document::read(problems);
    static_cast<void>(peek_key(document));
    if (document.root() == nullptr) {
        require(!problems.empty());
        return std::nullopt;
    }
    const auto manifest = read_manifest(*document.root(), problems);
    require(manifest.has_value() == problems.empty());
    return manifest;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const MemoryFile file(std::string(reinterpret_cast<const char*>(data), size));
    const auto trust = load_trust(file.path());
    require(trust.trust.has_value() == trust.problems.empty());
    const auto manifest = read(file.path());
    // a line break in a text is written as it stands and read as a blank; no release is made with one
    if (!manifest || (manifest->notes + manifest->firmware).find_first_of("\n\r\t") != std::string::npos) return 0;
    const std::string text = to_yaml(*manifest);
    const MemoryFile written(text);
    const auto again = read(written.path());
    require(again && to_yaml(*again) == text);
    return 0;
}
