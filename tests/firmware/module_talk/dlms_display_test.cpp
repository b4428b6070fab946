#include "tests/firmware/module_talk/scripted_dlms.hpp"

using namespace stapel::firmware;
using namespace dlms;

namespace {

// Protocols 2.9, client 48, key 1122334455667788.
const std::string our_challenge = "6F8123B3D9F31AC0FE8AC823BDE90D0C";
const std::string snrm_48 = "7EA0080221619363977E";
const std::string aarq_48 = "7EA04D0221611086C6E6E600603EA1090607608574050801018A0207808B0760857405080202AC128010"
                            "6F8123B3D9F31AC0FE8AC823BDE90D0CBE10040E01000000065F1F0400401E5DFFFF5B407E";
const std::string proof_48 = "7EA02C02216132616EE6E600C301C1000F0000280000FF010109105C66FDF4C7C3E57AF8807B2B0E125106"
                             "61AD7E";
const std::map<std::string, std::string> transcript{
    {snrm_48, "7EA0216102217388578180140502008006020080070400000001080400000001CE6A7E"},
    {aarq_48, "7EA05961022130C468E6E700614AA109060760857405080101A203020100A305A10302010E88020780890760857405080202AA"
              "128010000102030405060708090A0B0C0D0E0FBE10040E0800065F1F040000101D01F4000764487E"},
    {proof_48, "7EA02561022152134AE6E700C701C10001000910A30A0E53CDC243D9573F068B9888186C178A7E"}};
const std::string set_display = "C101C100010000" "5E07C8FF0200" "0904" "09000005";

/// Linked, with the challenge of the transcript and its answers; `changed` come before them.
struct DisplayBench {
    explicit DisplayBench(std::map<std::string, std::string> changed = {}) : changes(std::move(changed)) {
        board->dice = bytes_in(our_challenge);
        board->meter = [this](const std::string& bytes) { return answer(bytes); };
    }
    std::string answer(const std::string& bytes) const {
        if (!is_frame(bytes)) return {};
        const Request request = request_in(bytes);
        if (const auto change = changes.find(request.apdu); change != changes.end())
            return Meter::reply(request, Meter::answer_control(request), "E6E700" + change->second);
        const auto found = transcript.find(hex_of(bytes));
        return found != transcript.end() ? bytes_in(found->second) : meter.answer(bytes);
    }
    std::string run(std::uint32_t ms) { return board->run(ready_ms + ms); }
    [[nodiscard]] std::vector<std::uint32_t> sets() const {
        std::vector<std::uint32_t> times;
        for (const auto& said : board->requests)
            if (is_frame(said.bytes) && request_in(said.bytes).apdu == set_display) times.push_back(said.ms - ready_ms);
        return times;
    }

    Meter meter{.answers = {{get_type, type}, {get_serial, serial}, {"6203800100", "6303800100"},
                            {set_display, "C501C100"}}};
    std::map<std::string, std::string> changes;
    std::unique_ptr<TalkBoard> board = board_with(meter);
};

std::string apdu_of(const std::string& frame_hex) { return request_in(bytes_in(frame_hex)).apdu; }

}  // namespace

TEST_CASE("the LCD value is set as client 48, with the transcript's association") {
    DisplayBench bench;
    REQUIRE(contains(bench.run(1300), "@link"));
    bench.board->requests.clear();
    CHECK_FALSE(contains(bench.run(5000), "@fault"));
    const auto sent = bench.board->meter_hex();
    REQUIRE(sent.size() == 6);
    CHECK(sent[0] == snrm_48);
    CHECK(sent[1] == aarq_48);
    CHECK(sent[2] == proof_48);
    CHECK(sent[3] == hex_of(frame("022161", 0x54, "E6E600" + set_display)));
    CHECK(sent[4] == hex_of(frame("022161", 0x76, "E6E6006203800100")));
    CHECK(sent[5] == hex_of(frame("022161", disc, "")));
}

TEST_CASE("the LCD value is set every 10 s, not within 2 s of any byte received") {
    DisplayBench bench;
    bench.run(26000);
    // The link's last byte comes at 1200; sign-on, association and proof take 200 each.
    CHECK(bench.sets() == std::vector<std::uint32_t>{3800, 13800, 23800});
    bench.board->arrives(ready_ms + 32500, TalkBoard::Uart::meter, "x");
    bench.run(46000);
    CHECK(bench.sets() == std::vector<std::uint32_t>{3800, 13800, 23800, 35100, 45100});
}

TEST_CASE("a meter with another key is told, and gets no value") {
    const auto [apdu, answer, fault] = GENERATE(table<std::string, std::string, std::string>({
        {apdu_of(proof_48), "C701C10300", "meter_password"},  // read-write denied
        {apdu_of(proof_48), "C701C1000100091000000000000000000000000000000000", "meter_password"},
        {apdu_of(proof_48), "C701C10000", "meter_refused"},
        {apdu_of(proof_48), "D80101", "meter_refused"},
        {apdu_of(aarq_48), wrong_password, "meter_password"},
        {apdu_of(aarq_48), accepted, "meter_refused"},  // without asking for the key
        {apdu_of(aarq_48),
         "614AA109060760857405080101A203020100A305A10302010E88020780890760857405080202AA128010" + our_challenge +
             "BE10040E0800065F1F040000101D01F40007",
         "meter_refused"},  // our own challenge: a meter without the key could have it answered by us
    }));
    DisplayBench bench(std::map<std::string, std::string>{{apdu, answer}});
    REQUIRE(contains(bench.run(1300), "@link"));
    CHECK(count(bench.run(30000), "@fault code=" + fault + "\r\n") == 1);
    CHECK(bench.sets().empty());
    CHECK(std::ranges::count(bench.board->meter_hex(), hex_of(frame("022161", disc, ""))) == 3);
}

TEST_CASE("a value that the meter does not take is told, and tried again 10 s later") {
    DisplayBench bench(std::map<std::string, std::string>{{set_display, "C501C103"}});
    CHECK(count(bench.run(15000), "@fault code=meter_refused\r\n") == 1);
    CHECK(bench.sets().size() == 2);
}

TEST_CASE("a COUNTER that comes while the value is handed over is served behind it") {
    DisplayBench bench;
    bench.meter.answers[get_energy(0, 3)] = "C401C10002020F00161E";
    bench.meter.answers[get_energy(0, 2)] = "C401C100060101FEAB";
    bench.run(3300);
    bench.board->arrives(ready_ms + 3350, TalkBoard::Uart::meter, "12345678 COUNTER\r\n");
    bench.run(7000);
    CHECK(bench.sets() == std::vector<std::uint32_t>{3800});
    CHECK(bench.board->requests.back().bytes == "CE308\r\n009218054000006\r\nE:16907.947\r\n");
}
