#pragma once

#include <string>
#include <vector>

namespace stapel::reports {

/// One bar code with what it means to a person.
struct SheetCode {
    std::string caption;
    std::string text;  ///< as `code_128` takes it; shown below the bars too
};

/// A page of A4; holds at most five codes.
struct SheetPage {
    std::string title, hint;
    std::vector<SheetCode> codes;
};

/// Writes pages of bar codes as a PDF that a hand scanner reads from paper: modules of 0.4 mm, 16 mm high, quiet zones of
/// more than ten modules. The file appears whole or not at all. Throws `std::runtime_error` with file and reason.
void write_code_sheet(const std::string& pdf_file, const std::vector<SheetPage>& pages);

}  // namespace stapel::reports
