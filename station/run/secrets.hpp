#pragma once

#include "fixtures/transport/tape.hpp"

#include <string>
#include <vector>

namespace stapel::run {

/// Hides the secrets of a run in whatever is stored or shown: every occurrence, plain, with even parity in bit 7, in
/// hex or packed to 7 bits, becomes `*`, one for one. Built before the run, constant afterwards, so any thread may use it.
class Masker {
public:
    Masker() = default;
    /// Secrets shorter than 4 characters cannot be told from other text and are refused by an assertion.
    explicit Masker(const std::vector<std::string>& secrets);

    [[nodiscard]] std::string masked(std::string text) const;
    /// Masks a tape, also where a secret is spread over several entries of one channel and direction.
    void mask(std::vector<transport::TapeEntry>& entries) const;

private:
    void mask_bytes(std::string& bytes) const;

    std::vector<std::string> patterns_;
};

}  // namespace stapel::run
