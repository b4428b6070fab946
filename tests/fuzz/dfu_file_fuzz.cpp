// Any bytes as a DFU or DfuSe file: as they are, and under a suffix whose CRC is right.

#include "flasher/image/dfu_file.hpp"
#include "tests/fuzz/image_reader.hpp"

#include <cstddef>
#include <cstdint>

using namespace stapel;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view content(reinterpret_cast<const char*>(data), size);
    static_cast<void>(fuzz::read_anything(content, "x.dfu", flasher::Format::dfuse));
    for (const std::uint16_t version : {flasher::dfu_version_1_1, flasher::dfu_version_dfuse}) {
        const ByteView body = bytes_of(content);
        Bytes sealed(body.begin(), body.end());
        append_dfu_suffix(sealed, flasher::rom_device, version);
        static_cast<void>(fuzz::read_anything(text_of(sealed), "x.dfu", flasher::Format::dfuse));
    }
    return 0;
}
