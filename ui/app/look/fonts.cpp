#include "ui/app/look/fonts.hpp"

#include "ui/app/look/glyphs.hpp"
#include "ui/app/look/ui.hpp"

#include <imgui.h>

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <fstream>
#include <vector>

namespace stapel::app {
namespace {

enum class Glyphs { all, verdict };

struct Face {
    Type type;
    const char* file;
    float em;  // pixels at 100 %
    Glyphs glyphs;
};

// Dear ImGui asks for the height of a line; a type's size is its em, as everywhere else (DejaVu 2.37, table hhea:
// 1901 above and 483 below the base line, of an em of 2048).
constexpr float line_of_em = (1901 + 483) / 2048.0F;

// One line a type, in the order of `Type`.
constexpr std::array faces{
    Face{Type::small, "DejaVuSans.ttf", 16, Glyphs::all},
    Face{Type::body, "DejaVuSans.ttf", 18, Glyphs::all},
    Face{Type::heading, "DejaVuSans-Bold.ttf", 24, Glyphs::all},
    Face{Type::action, "DejaVuSans-Bold.ttf", 40, Glyphs::all},
    Face{Type::verdict, "DejaVuSans-Bold.ttf", 90, Glyphs::verdict},
    Face{Type::word, "DejaVuSans-Bold.ttf", 56, Glyphs::verdict},
    Face{Type::fixed, "DejaVuSansMono.ttf", 16, Glyphs::all},
};

ImVector<ImWchar> ranges_of(const std::string& characters) {
    ImFontGlyphRangesBuilder builder;
    builder.AddText(characters.c_str());
    ImVector<ImWchar> ranges;
    builder.BuildRanges(&ranges);
    return ranges;
}

std::string read_font(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const std::string_view head = std::string_view(bytes).substr(0, 4);
    if (head == std::string_view("\0\1\0\0", 4)) return bytes;  // OpenType specification 1.9, table directory: TrueType outlines
    throw FontMissing(fmt::format("expected the font {}, found {}: install the package fonts-dejavu-core", path,
                                  bytes.empty() ? "no such file" : "a file that is no TrueType font"));
}

ImFontConfig config_of(const std::string& path) {
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    config.OversampleH = 1;  // with whole pixels between glyphs: even spacing, and sharp at every scale
    config.PixelSnapH = true;
    const auto name = path.substr(path.rfind('/') + 1).substr(0, sizeof config.Name - 1);
    name.copy(config.Name, name.size());
    return config;
}

}  // namespace

std::vector<ImFont*> load_fonts(ImFontAtlas& atlas, int scale_percent, const std::string& folder) {
    const std::array ranges{ranges_of(all_characters()), ranges_of(verdict_characters())};
    std::array<std::string, faces.size()> files;
    for (std::size_t i = 0; i < faces.size(); ++i) files[i] = read_font(fmt::format("{}/{}", folder, faces[i].file));
    atlas.Clear();
    atlas.Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight;
    std::vector<ImFont*> fonts;
    for (std::size_t i = 0; i < faces.size(); ++i) {
        const auto config = config_of(faces[i].file);
        const float size = std::round(faces[i].em * line_of_em * static_cast<float>(scale_percent) / 100);
        fonts.push_back(atlas.AddFontFromMemoryTTF(files[i].data(), static_cast<int>(files[i].size()), size, &config,
                                                   ranges[static_cast<std::size_t>(faces[i].glyphs)].Data));
    }
    atlas.Build();  // the bytes and ranges are needed no longer
    atlas.ClearInputData();
    return fonts;
}

std::vector<ImFont*> load_built_in_fonts(ImFontAtlas& atlas, int scale_percent) {
    constexpr float drawn = 13;  // pixels, ProggyClean
    atlas.Clear();
    std::vector<ImFont*> fonts;
    for (const auto& face : faces) {
        ImFontConfig config;
        config.SizePixels = drawn * std::ceil(face.em * static_cast<float>(scale_percent) / 100 / drawn);
        fonts.push_back(atlas.AddFontDefault(&config));
    }
    atlas.Build();
    atlas.ClearInputData();
    return fonts;
}

}  // namespace stapel::app
