#pragma once

#include "flasher/image.hpp"

#include <cstdint>
#include <set>
#include <string>

namespace stapel::flasher {

/// Which units of an image one chip has taken over, kept on disk while the work on it is under way: after a lost supply,
/// a pulled plug or a killed program the next try goes on behind them.
///
/// A file for each chip, named by its unique identifier; it is there from before the first erase until the image has been
/// compared, and its folder as long as files are in it. What it says is a hint and no proof: the whole image is compared before it counts as written. Trouble with
/// the disk costs the memory of this try and nothing else; `take_word` tells it.
class FlashJournal {
public:
    /// What is being done to which chip.
    struct Work {
        std::string uid;          ///< hex digits, the chip's unique identifier
        std::uint32_t image = 0;  ///< `digest_of` the image
        bool whole_chip = false;  ///< everything is erased: begun anew each time, since nothing proves that it still is
    };

    /// In memory only.
    FlashJournal() = default;
    /// Reads what an earlier try has left in `folder`, which is made when it is needed.
    FlashJournal(const std::string& folder, const Work& work);

    /// Has an earlier try on this chip, whatever it wrote, not come to its end? What reads as blank may be half erased.
    [[nodiscard]] bool interrupted() const { return interrupted_; }
    [[nodiscard]] bool holds(std::uint32_t unit) const { return units_.contains(unit); }
    /// For work on the whole chip: has everything been erased since it was begun?
    [[nodiscard]] bool all_erased() const { return all_erased_; }

    /// Call before anything is erased; returns when that is on disk.
    void begin();
    void note_all_erased() { all_erased_ = true; }
    /// The ROM has acknowledged every packet of the unit.
    void confirm(std::uint32_t unit);
    /// Nothing that was noted holds: everything is to be done anew.
    void forget();
    /// The image is there and was compared.
    void finish();

    /// What a person should know, once; empty when nothing.
    [[nodiscard]] std::string take_word();

private:
    void read();
    [[nodiscard]] bool take_line(const std::string& line);
    void append(const std::string& line);
    void lose_file(const std::string& why);

    std::string file_, first_line_;  ///< empty: in memory only
    bool whole_chip_ = false;
    std::set<std::uint32_t> units_;
    bool interrupted_ = false, all_erased_ = false, begun_ = false;
    std::string word_;
};

/// Tells images apart.
[[nodiscard]] std::uint32_t digest_of(const Image& image);

}  // namespace stapel::flasher
