#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stapel::flasher {

/// A small file of lines that are only ever appended, each behind its checksum: whatever cuts a write short, the lines
/// before it are read as they were written.
struct LineFile {
    std::vector<std::string> lines;  ///< a last line that was torn off is left out
    int damaged_line = 0;            ///< from 1; one that no torn write explains, `lines` ends before it. 0 = none
    bool there = false;
};

/// At most 64 KiB; a longer file counts as damaged at its first line.
[[nodiscard]] LineFile read_line_file(const std::string& file);

/// Replaces the file by one line, on disk when it returns; the folder is made when it is missing. Why not, else empty.
[[nodiscard]] std::string start_line_file(const std::string& file, std::string_view line);

/// In one write, which a power cut may take back. Why not, else empty.
[[nodiscard]] std::string append_to_line_file(const std::string& file, std::string_view line);

}  // namespace stapel::flasher
