// Any bytes as an ELF program.

#include "tests/fuzz/image_reader.hpp"

#include <cstddef>
#include <cstdint>

using namespace stapel;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view content(reinterpret_cast<const char*>(data), size);
    static_cast<void>(fuzz::read_anything(content, "x.elf", flasher::Format::dfuse));
    return 0;
}
