#include "reports/code_sheet.hpp"

#include "tests/reports/code_128_reader.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

using namespace stapel::reports;

namespace {

namespace fs = std::filesystem;

class Folder {
public:
    Folder() {
        auto pattern = (fs::temp_directory_path() / "stapel-sheet-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        path_ = pattern;
    }
    ~Folder() { fs::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }

private:
    fs::path path_;
};

std::vector<SheetPage> two_pages() {
    return {{.title = "Коды команд", .hint = "Сканер читает их с листа.", .codes = {{"Старт", "STAPEL-START"}, {"Стоп", "STAPEL-STOP"}}},
            {.title = "Site 2", .hint = "", .codes = {{"Seen", "STAPEL-ACK-2"}}}};
}

/// The grey levels of a line across a page of the PDF, drawn at 300 dots an inch by Poppler.
std::vector<unsigned char> line_of(const std::string& pdf, const Folder& folder, int page, double at_mm) {
    const auto picture = folder.file("page");
    const auto number = std::to_string(page);
    const std::string command = "pdftoppm -gray -r 300 -singlefile -f " + number + " -l " + number + " '" + pdf + "' '" + picture + "'";
    REQUIRE(std::system(command.c_str()) == 0);
    std::ifstream file(picture + ".pgm", std::ios::binary);
    std::string magic;
    int width = 0, height = 0, white = 0;
    file >> magic >> width >> height >> white;
    REQUIRE(magic == "P5");
    file.get();
    file.seekg(static_cast<std::streamoff>(at_mm / 25.4 * 300) * width, std::ios::cur);
    std::vector<unsigned char> line(static_cast<std::size_t>(width));
    file.read(reinterpret_cast<char*>(line.data()), width);
    REQUIRE(file.gcount() == width);
    return line;
}

/// What a scanner sees on the line: the modules between two quiet zones.
std::vector<bool> modules_on(const std::vector<unsigned char>& line) {
    constexpr double module_pixels = 0.4 / 25.4 * 300;
    const auto dark = [](unsigned char grey) { return grey < 128; };
    const auto first = std::find_if(line.begin(), line.end(), dark);
    const auto last = std::find_if(line.rbegin(), line.rend(), dark).base();
    std::vector<bool> modules;
    for (double place = module_pixels / 2; place < static_cast<double>(last - first); place += module_pixels)
        modules.push_back(dark(*(first + static_cast<std::ptrdiff_t>(place))));
    return modules;
}

}  // namespace

TEST_CASE("bar codes are read from the printed page") {
    const Folder folder;
    const auto pdf = folder.file("codes.pdf");
    write_code_sheet(pdf, two_pages());
    CHECK(test::read_code_128(modules_on(line_of(pdf, folder, 1, 75))) == "STAPEL-START");
    CHECK(test::read_code_128(modules_on(line_of(pdf, folder, 1, 121))) == "STAPEL-STOP");
    CHECK(test::read_code_128(modules_on(line_of(pdf, folder, 2, 75))) == "STAPEL-ACK-2");
}

TEST_CASE("a sheet that cannot be written says so and leaves nothing") {
    const Folder folder;
    CHECK_THROWS_WITH(write_code_sheet(folder.file("none/codes.pdf"), two_pages()), Catch::Contains("none/codes.pdf"));
    const auto pdf = folder.file("codes.pdf");
    auto pages = two_pages();
    pages[1].codes[0].text.clear();
    CHECK_THROWS_WITH(write_code_sheet(pdf, pages), Catch::Contains("bar code"));
    CHECK_FALSE(fs::exists(pdf));
    CHECK_FALSE(fs::exists(pdf + ".part"));
}
