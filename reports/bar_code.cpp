#include "reports/bar_code.hpp"

#include <fmt/format.h>
#include <zint.h>

#include <cstddef>
#include <memory>
#include <stdexcept>

namespace stapel::reports {
namespace {

struct Delete {
    void operator()(zint_symbol* symbol) const { ZBarcode_Delete(symbol); }
};

}  // namespace

std::vector<bool> code_128(std::string_view text) {
    const std::unique_ptr<zint_symbol, Delete> symbol(ZBarcode_Create());
    if (!symbol) throw std::runtime_error("no memory for a bar code");
    symbol->symbology = BARCODE_CODE128;
    const auto* const bytes = reinterpret_cast<const unsigned char*>(text.data());
    if (ZBarcode_Encode(symbol.get(), bytes, static_cast<int>(text.size())) >= ZINT_ERROR)
        throw std::runtime_error(fmt::format("bar code \"{}\": {}", text, symbol->errtxt));
    std::vector<bool> modules;
    for (int i = 0; i < symbol->width; ++i)
        modules.push_back((symbol->encoded_data[0][static_cast<std::size_t>(i) / 8] >> (i % 8) & 1) != 0);
    return modules;
}

}  // namespace stapel::reports
