#include "tests/structure/include_rules.hpp"
#include "tests/structure/text_rules.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>

// What the rules must find, planted where it is forbidden; and what they must let pass.
namespace {

namespace fs = std::filesystem;
using namespace stapel::structure;

/// A copy of the project's tree, gone with the object.
class Copy {
public:
    Copy() {
        std::string name = (fs::temp_directory_path() / "stapel-structure-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        root_ = name;
        for (const SourceFile& file : read_tree(STAPEL_SOURCE_DIR)) plant(file.path, file.lines);
    }
    ~Copy() {
        std::error_code ignored;
        fs::remove_all(root_, ignored);
    }
    Copy(const Copy&) = delete;
    Copy& operator=(const Copy&) = delete;

    void plant(const std::string& path, const std::vector<std::string>& lines) const {
        fs::create_directories((root_ / path).parent_path());
        std::ofstream file(root_ / path);
        for (const std::string& line : lines) file << line << '\n';
        REQUIRE(file.flush());
    }

    [[nodiscard]] std::vector<SourceFile> read() const { return read_tree(root_); }

private:
    fs::path root_;
};

std::string includes_of(const std::string& path, const std::string& line) {
    return to_text(check_includes({SourceFile{path, {line}}}));
}

std::vector<SourceFile> one(const std::string& path, const std::string& line) { return {SourceFile{path, {line}}}; }

}  // namespace

TEST_CASE("a forbidden include planted in the tree is found") {
    const Copy copy;
    const std::string finding = "station/run/planted.cpp:2: station/run may not include fixtures/virtual/faults.hpp\n";
    REQUIRE(to_text(check_includes(copy.read())).find(finding) == std::string::npos);
    copy.plant("station/run/planted.cpp", {"", "#include \"fixtures/virtual/faults.hpp\""});
    REQUIRE(to_text(check_includes(copy.read())).find(finding) != std::string::npos);
}

TEST_CASE("each folder's forbidden includes are found") {
    using Case = std::pair<std::string, std::string>;
    const auto [path, included] = GENERATE(values<Case>({
        {"station/base/x.hpp", "station/plan/plan.hpp"},
        {"station/base/x.cpp", "fixtures/transport/stream.hpp"},
        {"station/run/x.cpp", "fixtures/virtual/wire.hpp"},
        {"station/plan/x.cpp", "ui/cli/commands.hpp"},
        {"station/steps/x.cpp", "firmware/module/settings_table.hpp"},
        {"firmware/module/x.cpp", "station/base/bytes.hpp"},
        {"flasher/x.cpp", "station/plan/plan.hpp"},
        {"flasher/x.cpp", "fixtures/jig/client.hpp"},
        {"fixtures/transport/x.cpp", "fixtures/jig/client.hpp"},
        {"fixtures/jig/x.cpp", "flasher/image.hpp"},
        {"fixtures/module/x.cpp", "firmware/module/boot_check.hpp"},
        {"fixtures/virtual/x.cpp", "station/run/fixture_file.hpp"},
        {"reports/x.cpp", "station/plan/plan.hpp"},
        {"ui/app/x.cpp", "fixtures/virtual/faults.hpp"},
        {"ui/cli/x.cpp", "tests/structure/source_tree.hpp"},
    }));
    INFO(path << " includes " << included);
    REQUIRE(includes_of(path, "#include \"" + included + "\"").find(" may not include ") != std::string::npos);
}

TEST_CASE("allowed includes pass") {
    using Case = std::pair<std::string, std::string>;
    const auto [path, included] = GENERATE(values<Case>({
        {"station/base/x.cpp", "station/base/bytes.hpp"},
        {"station/steps/x.cpp", "flasher/flash.hpp"},
        {"station/run/x.cpp", "fixtures/jig/client.hpp"},
        {"flasher/x.cpp", "fixtures/transport/stream.hpp"},
        {"fixtures/module/x.cpp", "firmware/module/settings_table.hpp"},
        {"fixtures/virtual/x.cpp", "firmware/jig/jig.hpp"},
        {"fixtures/virtual/x.cpp", "fixtures/virtual/faults.hpp"},
        {"firmware/jig/x.cpp", "firmware/jig/jig.hpp"},
        {"ui/cli/x.cpp", "fixtures/virtual/faults.hpp"},
        {"tests/ui/x.cpp", "ui/cli/commands.hpp"},
    }));
    INFO(path << " includes " << included);
    REQUIRE(includes_of(path, "#include \"" + included + "\"").empty());
}

TEST_CASE("includes that hide are found") {
    REQUIRE_FALSE(includes_of("station/base/x.cpp", "  #  include\t\"ui/cli/commands.hpp\"  // why").empty());
    REQUIRE_FALSE(includes_of("station/base/x.cpp", "#include \"../plan/plan.hpp\"").empty());
    REQUIRE_FALSE(includes_of("station/base/x.cpp", "#include \"bytes.hpp\"").empty());
    REQUIRE_FALSE(includes_of("station/base/x.cpp", "#include \"station/base/../plan/plan.hpp\"").empty());
    REQUIRE_FALSE(includes_of("somewhere/x.cpp", "#include \"station/base/bytes.hpp\"").empty());
}

TEST_CASE("libraries stay behind their folder's sources") {
    REQUIRE(includes_of("fixtures/transport/x.cpp", "#include <libserialport.h>").empty());
    REQUIRE(includes_of("tests/station/records/x.cpp", "#include <sqlite3.h>").empty());
    REQUIRE(includes_of("station/crypto/x.cpp", "#include <openssl/evp.h>").empty());
    REQUIRE(includes_of("fixtures/meter/x.cpp", "#include <openssl/evp.h>").empty());
    REQUIRE_FALSE(includes_of("station/records/x.cpp", "#include <openssl/evp.h>").empty());
    REQUIRE_FALSE(includes_of("fixtures/transport/x.hpp", "#include <libserialport.h>").empty());
    REQUIRE_FALSE(includes_of("station/run/x.cpp", "#include <sqlite3.h>").empty());
    REQUIRE_FALSE(includes_of("station/run/x.cpp", "#include \"sqlite3.h\"").empty());
    REQUIRE_FALSE(includes_of("ui/cli/x.cpp", "#include <yaml-cpp/yaml.h>").empty());
}

TEST_CASE("firmware is freestanding, its native parts are not") {
    REQUIRE(includes_of("firmware/module/x.hpp", "#include <stdint.h>").empty());
    REQUIRE(includes_of("firmware/image/x.cpp", "#include <vector>").empty());
    REQUIRE(includes_of("firmware/port/x.cpp", "#include <string>").empty());
    REQUIRE_FALSE(includes_of("firmware/module/x.hpp", "#include <cstdint>").empty());
    REQUIRE_FALSE(includes_of("firmware/jig/x.cpp", "#include <string>").empty());
}

TEST_CASE("long files are found") {
    const std::vector<std::string> most(longest_file, "x");
    REQUIRE(check_length({{"station/run/x.cpp", most}}).empty());
    std::vector<std::string> more = most;
    more.emplace_back("x");
    REQUIRE(check_length({{"station/run/x.cpp", more}}).size() == 1);
}

TEST_CASE("unfinished work and machine paths are found in any file") {
    const std::string word = std::string("TO") + "DO", folder = std::string("/ho") + "me/";
    REQUIRE(check_unfinished(one("docs/x.md", "text " + word + ": later")).size() == 1);
    REQUIRE(check_unfinished(one("docs/x.md", "TODOS and " + word + "_LIST")).empty());
    REQUIRE(check_machine_paths(one("docs/x.md", "see " + folder + "somebody")).size() == 1);
    REQUIRE(check_machine_paths(one("docs/x.md", "see docs/operator.md")).empty());
}

TEST_CASE("reading the machine's time is found outside the clock") {
    const std::string call = "const auto t = std::chrono::steady_clock::now();";
    REQUIRE(check_time(one("station/run/x.cpp", call)).size() == 1);
    REQUIRE(check_time(one("station/run/x.cpp", "std::this_thread::sleep_for(1s);")).size() == 1);
    REQUIRE(check_time(one("station/base/clock.cpp", call)).empty());
    REQUIRE(check_time(one("station/run/x.cpp", "const auto t = clock.now();")).empty());
}

TEST_CASE("fault names are found as literals only, where they may not stand") {
    const std::vector<std::string> names{"boot_silent"};
    REQUIRE(check_fault_names(one("station/run/x.cpp", "if (name == \"boot_silent\")"), names).size() == 1);
    REQUIRE(check_fault_names(one("flasher/x.cpp", "f(\"boot_silent\")"), names).size() == 1);
    REQUIRE(check_fault_names(one("station/run/x.cpp", "throw Failure(Code::boot_silent);"), names).empty());
    REQUIRE(check_fault_names(one("fixtures/virtual/x.cpp", "\"boot_silent\""), names).empty());
}
