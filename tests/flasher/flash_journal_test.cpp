#include "flasher/flash_journal.hpp"
#include "flasher/line_file.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

using namespace stapel;
using namespace stapel::flasher;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

const std::string uid = "00112233445566778899AABB";

struct Folder {
    FlashJournal journal(std::uint32_t image = 1, bool whole_chip = false) const {
        return {path.string(), {.uid = uid, .image = image, .whole_chip = whole_chip}};
    }
    fs::path file() const { return path / (uid + ".flash"); }
    std::string text() const {
        std::ifstream stream(file());
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    void write(const std::string& text) const { std::ofstream(file()) << text; }
    /// Units 3 and 5 of image 1 were written, then everything stopped.
    void interrupt() const {
        auto journal = this->journal();
        journal.begin();
        journal.confirm(3);
        journal.confirm(5);
    }

    test::TemporaryFolder place{};
    fs::path path = place.path() / "journal";
};

}  // namespace

TEST_CASE("a chip that nobody began is written from the start, and leaves no file when it is finished") {
    const Folder folder;
    auto journal = folder.journal();
    CHECK_FALSE(journal.interrupted());
    CHECK_FALSE(journal.holds(0));
    CHECK_FALSE(fs::exists(folder.path));
    journal.begin();
    CHECK(journal.interrupted());
    CHECK(fs::exists(folder.file()));
    journal.confirm(7);
    CHECK(journal.holds(7));
    journal.finish();
    CHECK_FALSE(journal.interrupted());
    CHECK_FALSE(fs::exists(folder.path));
    CHECK(journal.take_word().empty());
}

TEST_CASE("the folder stays while another chip is in it") {
    const Folder folder;
    folder.interrupt();
    FlashJournal other(folder.path.string(), {.uid = "AA", .image = 1});
    other.begin();
    other.finish();
    CHECK(folder.journal().holds(3));
}

TEST_CASE("the next try goes on with what was confirmed") {
    const Folder folder;
    folder.interrupt();
    auto journal = folder.journal();
    CHECK(journal.interrupted());
    CHECK(journal.holds(3));
    CHECK(journal.holds(5));
    CHECK_FALSE(journal.holds(4));
    journal.begin();
    journal.confirm(4);
    CHECK(folder.journal().holds(3));
    CHECK(folder.journal().holds(4));
}

TEST_CASE("another image, another way of erasing: nothing of it holds, but the chip was left in the middle") {
    const Folder folder;
    folder.interrupt();
    for (auto journal : {folder.journal(2), folder.journal(1, true)}) {
        CHECK(journal.interrupted());
        CHECK_FALSE(journal.holds(3));
    }
    auto other = folder.journal(2);
    other.begin();
    CHECK_FALSE(folder.journal(1).holds(3));
}

TEST_CASE("work on the whole chip goes on within one try, and begins anew with the next") {
    const Folder folder;
    auto journal = folder.journal(1, true);
    journal.begin();
    journal.note_all_erased();
    journal.confirm(3);
    CHECK(journal.all_erased());
    CHECK(journal.holds(3));
    const auto next = folder.journal(1, true);
    CHECK(next.interrupted());
    CHECK_FALSE(next.all_erased());
    CHECK_FALSE(next.holds(3));
}

TEST_CASE("forget makes everything new, on disk too") {
    const Folder folder;
    folder.interrupt();
    auto journal = folder.journal();
    journal.forget();
    CHECK_FALSE(journal.holds(3));
    CHECK(folder.journal().interrupted());
    CHECK_FALSE(folder.journal().holds(3));
}

TEST_CASE("an end that was torn off at any byte leaves what stood before it") {
    const Folder folder;
    folder.interrupt();
    const std::string whole = folder.text();
    for (std::size_t length = 0; length < whole.size(); ++length) {
        folder.write(whole.substr(0, length));
        auto journal = folder.journal();
        INFO("after " << length << " bytes");
        const auto lines = std::count(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length), '\n');
        CHECK(journal.interrupted());
        CHECK(journal.holds(3) == (lines >= 2));
        CHECK_FALSE(journal.holds(5));
        CHECK(journal.take_word().empty());
        journal.begin();  // and what is noted from now on can be read
        journal.confirm(6);
        CHECK(folder.journal().holds(6));
        CHECK(folder.journal().take_word().empty());
    }
}

TEST_CASE("a damaged file is ignored, told, and replaced") {
    const Folder folder;
    folder.interrupt();
    const std::string whole = folder.text();
    for (std::size_t at = 0; at + 1 < whole.size(); ++at) {
        std::string damaged = whole;
        damaged[at] = damaged[at] == 'x' ? 'y' : 'x';
        folder.write(damaged);
        auto journal = folder.journal();
        INFO("byte " << at);
        CHECK(journal.interrupted());
        CHECK_FALSE((journal.holds(3) && journal.holds(5)));
        const bool torn = damaged.back() != '\n';
        CHECK((torn || !journal.take_word().empty()));
    }
    folder.write(std::string(100000, 'a'));
    auto journal = folder.journal();
    CHECK_THAT(journal.take_word(), Contains("damaged") && Contains(uid));
    journal.begin();
    CHECK(folder.journal().take_word().empty());
}

TEST_CASE("lines that nobody writes are damage, whatever their checksum says") {
    const Folder folder;
    for (const char* line : {"unit", "unit x", "unit 1 2", "unit 99999999999", "", "done"}) {
        folder.interrupt();
        CHECK(append_to_line_file(folder.file().string(), line).empty());
        auto journal = folder.journal();
        INFO(line);
        CHECK_FALSE(journal.holds(3));
        CHECK_FALSE(journal.take_word().empty());
        fs::remove(folder.file());
    }
}

TEST_CASE("a place that cannot be written to costs the memory, not the work") {
    const Folder folder;
    std::ofstream(folder.path) << "a file where the folder should be";
    auto journal = folder.journal();
    journal.begin();
    CHECK_THAT(journal.take_word(), Contains("cannot be kept"));
    journal.confirm(1);
    CHECK(journal.holds(1));
    journal.finish();
    CHECK(journal.take_word().empty());
}

TEST_CASE("chips that never come back do not fill the disk") {
    const Folder folder;
    fs::create_directories(folder.path);
    for (int chip = 0; chip < 1010; ++chip) {
        const auto file = folder.path / (std::to_string(chip) + ".flash");
        std::ofstream(file) << "old";
        fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::hours(chip + 1));
    }
    std::ofstream(folder.path / "other.txt") << "not ours";
    auto journal = folder.journal();
    journal.begin();
    const auto count = std::distance(fs::directory_iterator(folder.path), fs::directory_iterator());
    CHECK(count == 1001);
    CHECK(fs::exists(folder.file()));
    CHECK(fs::exists(folder.path / "0.flash"));
    CHECK_FALSE(fs::exists(folder.path / "1009.flash"));
}

TEST_CASE("a journal in memory knows what was done and touches no disk") {
    FlashJournal journal;
    CHECK_FALSE(journal.interrupted());
    journal.begin();
    journal.confirm(2);
    CHECK(journal.interrupted());
    CHECK(journal.holds(2));
    journal.forget();
    CHECK_FALSE(journal.holds(2));
    journal.finish();
    CHECK_FALSE(journal.interrupted());
    CHECK(journal.take_word().empty());
}

TEST_CASE("images are told apart by bytes and by places") {
    const auto image = [](std::uint32_t address, const char* hex) {
        Image made;
        REQUIRE(made.add(address, from_hex(hex)));
        return digest_of(made);
    };
    CHECK(image(0x08000000, "0102") == image(0x08000000, "0102"));
    CHECK(image(0x08000000, "0102") != image(0x08000000, "0103"));
    CHECK(image(0x08000000, "0102") != image(0x08000004, "0102"));
}
