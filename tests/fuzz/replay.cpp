// Stands in for a fuzzer where the compiler has none: every seed, then the same mutations of them each time.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Input = std::vector<std::uint8_t>;

constexpr std::size_t usual_mutations = 20'000, longest_input = 4096;

Input read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<Input> read_seeds(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) paths.push_back(entry.path());
    std::ranges::sort(paths);
    std::vector<Input> seeds;
    for (const auto& path : paths) seeds.push_back(read_file(path));
    return seeds;
}

class Mutator {
public:
    explicit Mutator(const std::vector<Input>& seeds) : seeds_(seeds) {}

    Input next() {
        Input input = seeds_[below(seeds_.size())];
        for (std::size_t change = 0; change <= below(4); ++change) apply(input);
        if (input.size() > longest_input) input.resize(longest_input);
        return input;
    }

private:
    std::size_t below(std::size_t bound) { return bound == 0 ? 0 : random_() % bound; }
    std::uint8_t byte() { return static_cast<std::uint8_t>(random_()); }
    std::ptrdiff_t place(const Input& input) { return static_cast<std::ptrdiff_t>(below(input.size() + 1)); }

    void apply(Input& input) {
        switch (below(5)) {
        case 0:
            if (!input.empty()) input[below(input.size())] ^= static_cast<std::uint8_t>(1U << below(8));
            break;
        case 1:
            if (!input.empty()) input[below(input.size())] = byte();
            break;
        case 2: input.insert(input.begin() + place(input), byte()); break;
        case 3: input.erase(input.begin() + place(input), input.end()); break;
        default: splice(input);
        }
    }

    /// The rest of another seed in place of the rest of this one.
    void splice(Input& input) {
        const Input& other = seeds_[below(seeds_.size())];
        input.erase(input.begin() + place(input), input.end());
        input.insert(input.end(), other.begin() + place(other), other.end());
    }

    const std::vector<Input>& seeds_;
    std::mt19937 random_{20'261'105};
};

}  // namespace

int main(int argc, char** argv) {
    const std::vector<Input> seeds = argc >= 2 ? read_seeds(argv[1]) : std::vector<Input>{};
    if (seeds.empty()) {
        std::fprintf(stderr, "expected a folder with seeds, and perhaps how many mutations\n");
        return 2;
    }
    for (const Input& seed : seeds) LLVMFuzzerTestOneInput(seed.data(), seed.size());
    const std::size_t mutations = argc >= 3 ? std::stoul(argv[2]) : usual_mutations;
    Mutator mutator(seeds);
    for (std::size_t count = 0; count < mutations; ++count) {
        const Input input = mutator.next();
        LLVMFuzzerTestOneInput(input.data(), input.size());
    }
    std::printf("%zu seeds and %zu mutations\n", seeds.size(), mutations);
}
