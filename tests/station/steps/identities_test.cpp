// IMEI and ICCID against their form, the label and the run's first reading. Numbers: protocols 3.7.
#include "station/steps/identities.hpp"
#include "tests/station/steps/step_rig.hpp"

#include <catch2/catch.hpp>

using namespace stapel;

namespace {

constexpr auto imei = "868333035384599", other_imei = "490154203237518";
constexpr auto iccid = "89701010085350004087";  // the manual's sample

template <typename Judge>
Code code_of(test::StepRig& rig, Judge judge) {
    const auto failure = rig.run(judge);
    REQUIRE(failure);
    return failure->code();
}

}  // namespace

TEST_CASE("a good IMEI is remembered, also beside its own label") {
    test::StepRig rig;
    rig.facts.label.imei = imei;
    CHECK_FALSE(rig.run([](run::StepContext& context) { steps::judge_imei(context, imei); }));
    CHECK(rig.facts.imei == imei);
    CHECK_FALSE(rig.run([](run::StepContext& context) { steps::judge_imei(context, imei); }));
}

TEST_CASE("a blank IMEI, one of wrong form and one with a wrong check digit are told apart") {
    test::StepRig rig;
    CHECK(code_of(rig, [](run::StepContext& context) { steps::judge_imei(context, ""); }) == Code::imei_blank);
    CHECK(code_of(rig, [](run::StepContext& context) { steps::judge_imei(context, "000000000000000"); }) == Code::imei_blank);
    CHECK(code_of(rig, [](run::StepContext& context) { steps::judge_imei(context, "8683330353845"); }) == Code::imei_invalid);
    CHECK(rig.facts.imei.empty());
    const auto wrong = rig.run([](run::StepContext& context) { steps::judge_imei(context, "868333035384590"); });
    REQUIRE(wrong);
    CHECK(wrong->code() == Code::imei_invalid);
    CHECK(wrong->detail() == "868333035384590: check digit 9 expected, 0 found");
    CHECK(rig.facts.imei == "868333035384590");  // it is what the module answers: the record names it
}

TEST_CASE("an IMEI that is not the label's, or not the first one, is another module") {
    test::StepRig rig;
    rig.facts.label.imei = other_imei;
    const auto differs = rig.run([](run::StepContext& context) { steps::judge_imei(context, imei); });
    REQUIRE(differs);
    CHECK(differs->code() == Code::imei_differs);
    CHECK(differs->detail() == "label 490154203237518 expected, 868333035384599 found");
    rig.facts.label.imei.clear();
    CHECK(code_of(rig, [](run::StepContext& context) { steps::judge_imei(context, other_imei); }) == Code::imei_differs);
}

TEST_CASE("an ICCID is judged by form, label and first reading; its check digit only warns") {
    test::StepRig rig;
    CHECK(code_of(rig, [](run::StepContext& context) { (void)steps::judge_iccid(context, ""); }) == Code::iccid_invalid);
    CHECK(code_of(rig, [](run::StepContext& context) { (void)steps::judge_iccid(context, "1234567890123456789"); }) ==
          Code::iccid_invalid);
    CHECK_FALSE(rig.run([](run::StepContext& context) { CHECK(steps::judge_iccid(context, iccid) == "good"); }));
    CHECK(rig.facts.iccid == iccid);
    CHECK(rig.logged().empty());
    CHECK(code_of(rig, [](run::StepContext& context) { (void)steps::judge_iccid(context, "89701010085350004095"); }) ==
          Code::iccid_changed);

    test::StepRig labelled;
    labelled.facts.label.iccid = "89701010085350004095";
    CHECK(code_of(labelled, [](run::StepContext& context) { (void)steps::judge_iccid(context, iccid); }) == Code::iccid_differs);

    test::StepRig odd;
    CHECK_FALSE(odd.run([](run::StepContext& context) {
        CHECK(steps::judge_iccid(context, "89701010085350004080") == "check digit");
    }));
    REQUIRE(odd.logged().size() == 1);
    CHECK(odd.logged()[0].starts_with("warning: ICCID 89701010085350004080"));
}
