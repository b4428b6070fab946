#pragma once

#include "fixtures/transport/tape.hpp"
#include "station/plan/plan.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace stapel::run {

/// Hides the secrets of a run in whatever is stored or shown: every occurrence, plain, with parity of either kind in
/// bit 7, in hex or packed to 7 bits, becomes `*`, one for one.
class Masker {
public:
    Masker() = default;
    /// Secrets below `plan::shortest_secret` are refused by an assertion.
    explicit Masker(const std::vector<std::string>& secrets);

    /// One more secret; a shorter one is left.
    void hide(const std::string& secret);

    [[nodiscard]] std::string masked(std::string text) const;
    /// Masks a tape, also where a secret is spread over several entries of one channel and direction. Where the tape was
    /// cut, so many bytes are blanked that nothing of a secret can be left whose beginning is gone.
    void mask(std::vector<transport::TapeEntry>& entries) const;

private:
    struct Lane;

    void add(const std::string& secret);
    void mask_bytes(std::string& bytes) const;
    void mask_lane(Lane& lane) const;

    std::vector<std::string> plain_;  ///< found whatever stands in bit 7
    std::vector<std::string> coded_;
    std::size_t longest_ = 0;
};

}  // namespace stapel::run
