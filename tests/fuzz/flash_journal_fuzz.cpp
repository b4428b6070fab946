#include "flasher/flash_journal.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/support/temporary_folder.hpp"

#include <cstdint>
#include <fstream>

// Any bytes where a journal of flashing should be: it holds what can be written and read again, or is ignored with a word.

using namespace stapel;
using namespace stapel::flasher;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const test::TemporaryFolder folder;
    const FlashJournal::Work work{.uid = "00112233445566778899AABB", .image = 0x12345678};
    const auto file = folder.path() / (work.uid + ".flash");
    std::ofstream(file, std::ios::binary).write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));

    FlashJournal found(folder.path().string(), work);
    require(found.interrupted());
    const bool ignored = !found.take_word().empty();
    require(!ignored || (!found.holds(3) && !found.holds(5)));
    found.begin();
    found.confirm(9);
    FlashJournal again(folder.path().string(), work);
    require(again.take_word().empty());
    require(again.holds(9) && again.holds(3) == found.holds(3) && again.holds(5) == found.holds(5));
    return 0;
}
