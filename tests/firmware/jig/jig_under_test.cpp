#include "tests/firmware/jig/jig_under_test.hpp"

namespace stapel::firmware::jig {
namespace {

JigUnderTest& self(void* context) { return *static_cast<JigUnderTest*>(context); }

Hardware hardware_of(JigUnderTest& owner) {
    return {
        .context = &owner,
        .apply = [](void* context, const Outputs& outputs) { self(context).driven = outputs; },
        .inputs = [](void* context) { return self(context).inputs; },
        .supply_mv = [](void* context) { return self(context).supply_mv; },
        .mean_current_ua = [](void* context) { return self(context).mean_ua; },
        .take_peak_current_ua = [](void* context) { return self(context).peak_ua; },
        .store_cycles = [](void* context, std::uint32_t cycles) { self(context).stored_cycles.push_back(cycles); },
        .stored_cycles = 41,
        .serial = "J0001",
        .version = "1.0",
        .calibration_due = "2027-03-31",
    };
}

}  // namespace

JigUnderTest::JigUnderTest() { start(jig, hardware_of(*this)); }

std::string JigUnderTest::send(Session& over, std::string_view bytes) {
    on_bytes(jig, over, now_ms, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    const std::string answer(over.output, over.output_length);
    over.output_length = 0;
    return answer;
}

std::string JigUnderTest::ask(Session& over, std::string_view message) {
    std::string answer = send(over, std::string(message) + "\n");
    if (answer.ends_with('\n')) answer.pop_back();
    return answer;
}

std::string JigUnderTest::errors() {
    std::string all;
    while (true) {
        const std::string error = ask("SYST:ERR?");
        if (error == "0,\"No error\"") return all;
        all += (all.empty() ? "" : " ") + error;
    }
}

void JigUnderTest::pass(std::uint32_t ms) {
    now_ms += ms;
    on_time(jig, now_ms);
}

}  // namespace stapel::firmware::jig
