#include "station/run/plan_values.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace stapel;
using namespace stapel::run;

namespace {

plan::Value literal(std::string text) { return {std::move(text), false, {7, 12}}; }
plan::Value secret(std::string name) { return {std::move(name), true, {8, 20}}; }

plan::Plan plan_with(std::map<std::string, plan::Value> settings) {
    plan::Plan plan;
    plan.file = "order.yaml";
    plan.settings = std::move(settings);
    return plan;
}

bool hides(const PlanValues& values, const std::string& text) {
    return std::ranges::find(values.hidden, text) != values.hidden.end();
}

/// The only problem, which must not show `never`.
std::string problem_of(const PlanValues& values, const std::string& never) {
    REQUIRE(values.problems.size() == 1);
    const auto text = to_text(values.problems[0]);
    CHECK(text.find(never) == std::string::npos);
    return text;
}

}  // namespace

TEST_CASE("secrets are filled into settings and PIN") {
    auto plan = plan_with({{"admin_password", secret("admin")}, {"apn", literal("m2m.example")}, {"port", literal("8000")}});
    plan.pin = secret("sim_pin");
    const auto values = resolve(plan, {{"admin", "Geheim01"}, {"sim_pin", "73915206"}});
    REQUIRE(values.problems.empty());
    CHECK(values.profile.text("admin_password") == "Geheim01");
    CHECK(values.profile.text("apn") == "m2m.example");
    CHECK(values.profile.text("port") == "8000");
    CHECK(values.profile.text("reset_h") == "24");  // left out: the factory's
    CHECK(values.pin == "73915206");
    CHECK(hides(values, "Geheim01"));
    CHECK(hides(values, "73915206"));
    CHECK_FALSE(hides(values, "m2m.example"));
}

TEST_CASE("a plan without settings has the factory's profile and nothing to hide") {
    const auto values = resolve(plan_with({}), {});
    CHECK(values.problems.empty());
    CHECK(values.profile == settings::factory_profile());
    CHECK(values.pin.empty());
    CHECK(values.hidden.empty());
}

TEST_CASE("passwords that stand in the plan are hidden unless they are the factory's or none") {
    const auto values = resolve(plan_with({{"admin_password", literal("12345678")},
                                           {"meter_password", literal("777777")},
                                           {"password", literal("")},
                                           {"mqtt_password", literal("klartext")}}),
                                {});
    CHECK(values.problems.empty());
    CHECK(values.hidden == std::vector<std::string>{"klartext"});
}

TEST_CASE("a secret that is not there is named with its place") {
    const auto text = problem_of(resolve(plan_with({{"apn", secret("apn_name")}}), {{"other", "something"}}), "something");
    CHECK(text == "order.yaml:8:20: error: expected the secret \"apn_name\" in the file of secrets, found none of that name: "
                  "name the file that holds it with --secrets FILE");
    CHECK(to_text(resolve(plan_with({{"apn", secret("apn_name")}}), {}).problems.at(0)).find("no such file") != std::string::npos);
}

TEST_CASE("a secret is checked like a value in the plan, and never shown") {
    const Secrets secrets{{"short", "abcde"}, {"text", "internet"}, {"pin", "12ab"}};
    CHECK(problem_of(resolve(plan_with({{"admin_password", secret("short")}}), secrets), "abcde")
              .find("exactly 8 digits and Latin letters for admin_password, found 5 characters") != std::string::npos);
    CHECK(problem_of(resolve(plan_with({{"port", secret("text")}}), secrets), "internet")
              .find("from 1 to 65535 for port, found 8 characters") != std::string::npos);
    auto plan = plan_with({});
    plan.pin = secret("pin");
    CHECK(problem_of(resolve(plan, secrets), "12ab").find("a PIN of 4 to 8 digits, found 4 characters") != std::string::npos);
}

TEST_CASE("combinations count with the secrets filled in") {
    const auto text = problem_of(resolve(plan_with({{"mode", secret("mode")}}), {{"mode", "client"}}), "client");
    CHECK(text.find("address") != std::string::npos);
    const auto good = resolve(plan_with({{"mode", secret("mode")}, {"address", literal("10.0.0.1")}}), {{"mode", "client"}});
    CHECK(good.problems.empty());
    CHECK(good.profile.text("mode") == "client");
}
