#pragma once

#include <stdexcept>
#include <string>
#include <vector>

struct ImFont;
struct ImFontAtlas;

namespace stapel::app {

/// A font file is not there or is none; the message says which and what to install.
class FontMissing : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The folder that Debian's `fonts-dejavu-core` installs into.
inline constexpr const char* dejavu_folder = "/usr/share/fonts/truetype/dejavu";

/// Loads every `Type` at a scale (100 to 250 %) into the atlas, in place of what it had; by `Type`. The atlas owns them.
/// Throws `FontMissing`.
[[nodiscard]] std::vector<ImFont*> load_fonts(ImFontAtlas& atlas, int scale_percent, const std::string& folder = dejavu_folder);

/// The same out of what Dear ImGui carries within itself, in whole multiples of its pixels: ASCII only, for the message that
/// the others are missing.
[[nodiscard]] std::vector<ImFont*> load_built_in_fonts(ImFontAtlas& atlas, int scale_percent);

}  // namespace stapel::app
