#include "tests/station/plan/catalogue.hpp"
#include "tests/station/plan/files.hpp"
#include "tests/station/plan/module_image.hpp"

#include <catch2/catch.hpp>

using namespace stapel;
using namespace stapel::plan;
using Lines = std::vector<std::string>;

namespace {

std::string with_image(const std::string& image) { return "image: " + image + "\n" + test::good_plan(); }

Lines load_lines(const std::string& file, const std::string& firmware) {
    return test::lines_of(load(file, {test::catalogue(), firmware}).problems);
}

}  // namespace

TEST_CASE("a good plan comes back whole") {
    const auto loaded = test::load_text("plan: demo\nversion: 3\noperation: repair\nmodule: VNB02\nmeter: CE301\n"
                                        "setup:\n  - {id: power-on, kind: jig.power}\n"
                                        "main:\n  - {id: flash, kind: host.flash, needs: [power-on]}\n"
                                        "teardown:\n  - {id: off-1, kind: jig.off}\n");
    CHECK(test::lines_of(loaded.problems).empty());
    REQUIRE(loaded.plan);
    const Plan& plan = *loaded.plan;
    CHECK((plan.name == "demo" && plan.version == 3 && plan.operation == "repair" && plan.module == "VNB02"));
    CHECK((plan.meter == "CE301" && plan.image.empty() && plan.settings.empty() && !plan.pin));
    CHECK((plan.setup.size() == 1 && plan.main.size() == 1 && plan.teardown.size() == 1));
    CHECK(plan.main[0].kind == find_kind(test::catalogue(), "host.flash"));
    CHECK(plan.main[0].needs == Lines{"power-on"});
    CHECK(plan.source.starts_with("plan: demo\nversion: 3\n"));
}

TEST_CASE("ten mistakes give ten lines, each at its place") {
    const auto loaded = test::load_text("plan: Demo Plan\n"
                                        "version: one\n"
                                        "operation: lines\n"
                                        "module: NB03\n"
                                        "colour: red\n"
                                        "pin: 0000\n"
                                        "main:\n"
                                        "  - id: power-on\n"
                                        "    kind: jig.power\n"
                                        "    limits: {reset_current: {min: 5 mV}}\n"
                                        "  - id: power-on\n"
                                        "    kind: jig.pwer\n"
                                        "    needs: [flash]\n");
    CHECK(test::lines_of(loaded.problems) ==
          Lines{"1:7 expected the plan's name of a-z, 0-9 and hyphens, found \"Demo Plan\": rename it",
                "2:10 expected a whole number from 1 to 1000000, found \"one\": write a decimal number without unit and "
                "leading zeros",
                "3:12 expected line, sim or repair, found \"lines\": write line instead",
                "4:9 expected NB02, VNB02 or VNC02, found \"NB03\": write NB02 instead",
                "5:1 expected a key of a plan, found \"colour\": remove it; the keys are plan, version, operation, module, "
                "image, release, settings, meter, pin, serial, unit_data, setup, main or teardown",
                "6:6 expected the PIN as text, found a number or a word of YAML without quotes: put it in quotes, or write "
                "{secret: NAME}",
                "10:35 expected a current such as 5 mA, found \"5 mV\": use a unit of a current",
                "11:9 expected each id once in the plan, found power-on again: rename this step or the one in line 8",
                "12:11 expected a known step kind, found \"jig.pwer\": write jig.power instead",
                "13:13 expected the id of a step of this plan, found \"flash\": correct it or add the step"});
    CHECK_FALSE(loaded.plan);
}

TEST_CASE("what every plan has must be there") {
    CHECK(test::lines_of(test::load_text("setup: []\n").problems) ==
          Lines{"1:1 expected the key plan, found none: add `plan:` with the plan's name",
                "1:1 expected the key version, found none: add `version:` with the plan's version",
                "1:1 expected the key operation, found none: add `operation:` with line, sim or repair",
                "1:1 expected the key module, found none: add `module:` with NB02, VNB02 or VNC02",
                "1:1 expected the key main, found none: add `main:` with the list of steps"});
}

TEST_CASE("a plan without steps is none") {
    const std::string head = "plan: a\nversion: 1\noperation: line\nmodule: NB02\n";
    CHECK(test::first_line(head + "main: []\n") ==
          "5:7 expected at least one step in main, found an empty list: add the steps of the test");
    CHECK(test::first_line(head + "main:\n").find("expected a list, found nothing") != std::string::npos);
    CHECK(test::first_line(head + "main: {id: a}\n").starts_with("5:7 expected a list, found a map"));
    CHECK(test::first_line("just a text\n").starts_with("1:1 expected a plan: a map of keys and values, found \"just a text\""));
    CHECK(test::first_line("- plan: a\n").starts_with("1:1 expected a plan: a map of keys and values, found a list"));
}

TEST_CASE("a file that cannot be read has one problem and no plan") {
    const auto loaded = load("/nowhere/plan.yaml", {test::catalogue(), ""});
    CHECK_FALSE(loaded.plan);
    CHECK(test::lines_of(loaded.problems) == Lines{"0:0 expected a file that can be read, found No such file or directory: "
                                                   "check its name and its permissions"});
}

TEST_CASE("an image is found beside the plan, then by its name in the firmware folder") {
    const test::Folder folder;
    const std::string file = folder.write("plans/plan.yaml", with_image("../images/a.bin"));
    const std::string built = folder.write("firmware/a.bin", test::image_for("NB02"));
    CHECK(load(file, {test::catalogue(), folder.path("firmware")}).plan->image == built);
    const std::string beside = folder.write("images/a.bin", test::image_for("NB02"));
    CHECK(load(file, {test::catalogue(), folder.path("firmware")}).plan->image == beside);
}

TEST_CASE("an image that is not there is an error of the plan") {
    const test::Folder folder;
    const std::string file = folder.write("plan.yaml", with_image("a.bin"));
    CHECK(load_lines(file, "") == Lines{"1:8 expected an image file, found none at " + folder.path("a.bin") +
                                        ": build the firmware or correct the path"});
    CHECK(load_lines(file, folder.path("fw")) ==
          Lines{"1:8 expected an image file, found none at " + folder.path("a.bin") + " and " + folder.path("fw/a.bin") +
                ": build the firmware or correct the path"});
}

TEST_CASE("an image that is wrong itself is an error of the plan") {
    const test::Folder folder;
    const std::string file = folder.write("plan.yaml", with_image("a.bin"));
    folder.write("a.bin", test::image_for("VNC02"));
    CHECK(load_lines(file, "") == Lines{"1:8 expected an image for NB02, found one for VNC02 in " + folder.path("a.bin") +
                                        ": name the image of this module type, or correct `module:`"});
    std::string damaged = test::image_for("NB02");
    damaged[0x300] = '\0';
    folder.write("a.bin", damaged);
    REQUIRE(load_lines(file, "").size() == 1);
    CHECK(load_lines(file, "").at(0).starts_with("1:8 expected an image with a module's header, found " + folder.path("a.bin")));
    const std::string hex = folder.write("hex.yaml", with_image("a.hex"));
    folder.write("a.hex", "this is no Intel HEX\n");
    REQUIRE(load_lines(hex, "").size() == 1);
    CHECK(load_lines(hex, "").at(0).starts_with("1:8 expected an image that can be read, found " + folder.path("a.hex")));
    CHECK(test::first_line(with_image("5")) == "1:8 expected the image's path as text, found the number 5: put it in quotes");
}

TEST_CASE("a release stands in place of an image") {
    const std::string flash = "main:\n  - {id: flash, kind: host.flash}\n";
    const std::string head = "plan: demo\nversion: 1\noperation: line\nmodule: NB02\n";
    const auto loaded = test::load_text(head + "release: nb02-5.24\n" + flash);
    REQUIRE(loaded.plan);
    CHECK(loaded.plan->release == "nb02-5.24");
    CHECK(loaded.plan->release_place.line == 5);
    CHECK(test::first_line(head + "release: nb02-5.24\nimage: x.hex\n" + flash) ==
          "5:10 expected either `image:` or `release:`, found both: remove one: a module gets one firmware");
    for (const char* name : {"../nb02", ".nb02", "NB02", "''", "a/b"})
        CHECK(test::first_line(head + "release: " + name + "\n" + flash)
                  .starts_with("5:10 expected a release's name of a-z"));
}
