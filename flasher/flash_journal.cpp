#include "flasher/flash_journal.hpp"

#include "flasher/line_file.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fmt/format.h>
#include <system_error>
#include <utility>
#include <vector>

namespace stapel::flasher {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_files = 1000;  // chips that never came back
constexpr std::string_view extension = ".flash", unit_line = "unit ";

std::string first_line_of(const FlashJournal::Work& work) {
    return fmt::format("stapel flash journal 1, chip {}, image {:08x}, {}", work.uid, work.image,
                       work.whole_chip ? "whole chip" : "its units");
}

std::string line_of(std::uint32_t unit) { return fmt::format("{}{}", unit_line, unit); }

/// Forgets the chips that were longest away.
void bound(const fs::path& folder) {
    std::vector<std::pair<fs::file_time_type, fs::path>> files;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder, none))
        if (entry.path().extension() == extension) files.emplace_back(entry.last_write_time(none), entry.path());
    if (files.size() <= most_files) return;
    std::ranges::sort(files);
    for (std::size_t at = 0; at < files.size() - most_files; ++at) fs::remove(files[at].second, none);
}

}  // namespace

FlashJournal::FlashJournal(const std::string& folder, const Work& work)
    : file_((fs::path(folder) / (work.uid + std::string(extension))).string()), first_line_(first_line_of(work)),
      whole_chip_(work.whole_chip) {
    read();
}

void FlashJournal::read() {
    const LineFile found = read_line_file(file_);
    interrupted_ = found.there;
    if (!found.there) return;
    const bool same_work = !found.lines.empty() && found.lines.front() == first_line_;
    bool clear = found.damaged_line == 0;
    for (std::size_t at = 1; same_work && clear && at < found.lines.size(); ++at) clear = take_line(found.lines[at]);
    if (!clear || whole_chip_) units_.clear();
    if (clear) return;
    word_ = fmt::format("{}: a journal of flashing expected, damaged lines found: it is ignored, the module is written "
                        "from the start", file_);
}

bool FlashJournal::take_line(const std::string& line) {
    if (!line.starts_with(unit_line)) return false;
    std::uint32_t unit = 0;
    const char* const end = line.data() + line.size();
    const auto [last, error] = std::from_chars(line.data() + unit_line.size(), end, unit);
    if (error != std::errc{} || last != end) return false;
    units_.insert(unit);
    return true;
}

// The file is made anew, with what holds: an end that was torn off would spoil the next line.
void FlashJournal::begin() {
    interrupted_ = true;
    if (std::exchange(begun_, true) || file_.empty()) return;
    if (const auto why = start_line_file(file_, first_line_); !why.empty()) return lose_file(why);
    bound(fs::path(file_).parent_path());
    for (const std::uint32_t unit : units_) append(line_of(unit));
}

void FlashJournal::confirm(std::uint32_t unit) {
    units_.insert(unit);
    append(line_of(unit));
}

void FlashJournal::forget() {
    units_.clear();
    all_erased_ = begun_ = false;
    begin();
}

void FlashJournal::finish() {
    std::error_code none;
    if (!file_.empty()) {
        fs::remove(file_, none);
        fs::remove(fs::path(file_).parent_path(), none);  // unless others are in it
    }
    units_.clear();
    interrupted_ = all_erased_ = begun_ = false;
}

std::string FlashJournal::take_word() { return std::exchange(word_, {}); }

void FlashJournal::append(const std::string& line) {
    if (file_.empty()) return;
    if (const auto why = append_to_line_file(file_, line); !why.empty()) lose_file(why);
}

void FlashJournal::lose_file(const std::string& why) {
    file_.clear();
    word_ = fmt::format("{}: the journal of flashing cannot be kept; if this try is cut short, the next one writes the "
                        "module from the start", why);
}

std::uint32_t digest_of(const Image& image) {
    std::uint32_t digest = 0;
    for (const auto& [start, bytes] : image.blocks()) {
        const auto place = fmt::format("{:08x}+{:x}:", start, bytes.size());
        digest = crc32(bytes, crc32(bytes_of(place), digest));
    }
    return digest;
}

}  // namespace stapel::flasher
