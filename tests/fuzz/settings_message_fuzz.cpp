// Any bytes as a settings message: the answer is well-formed, the settings stay possible, and a SIM record made of the same
// bytes is judged the same way.

#include "firmware/module/message.hpp"
#include "tests/fuzz/module_on_flash.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

using namespace stapel::firmware;

namespace {

constexpr std::size_t command_place = 9;

/// 81 command status error failing_id item... 1A; no items beside an error.
void require_well_formed(const Answer& answer, const std::vector<std::uint8_t>& message) {
    require(answer.length >= 6 && answer.length <= sizeof answer.bytes);
    require(answer.bytes[0] == 0x81 && answer.bytes[answer.length - 1] == 0x1A);
    require(answer.bytes[1] == (message.size() > command_place ? message[command_place] : 0));
    require(answer.bytes[3] <= 6);
    require(answer.bytes[3] == 0 || answer.length == 6);
    std::size_t at = 5;
    while (at < answer.length - 1) {
        require(answer.bytes[at] == 0x17 && at + 3 <= answer.length - 1);
        at += 3U + answer.bytes[at + 2];
    }
    require(at == answer.length - 1);
}

void ask(ModuleOnFlash& under_test, const std::vector<std::uint8_t>& message) {
    Module& module = *under_test.module;
    Stored by_record = module.stored;
    const bool is_record = is_settings_record(message.data(), message.size());
    const bool applied = apply_record(by_record, message.data(), message.size());
    const auto answer = std::make_unique<Answer>();
    answer_message(module, message.data(), message.size(), *answer);
    require_well_formed(*answer, message);
    under_test.require_valid();
    const bool write = answer->bytes[1] == 0x02;
    require(is_record == (write && answer->bytes[3] != 0x01));
    require(applied == (write && answer->bytes[3] == 0x00));
    if (applied) require(std::memcmp(&by_record.settings, &module.stored.settings, sizeof by_record.settings) == 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    ModuleOnFlash under_test;
    std::vector<std::uint8_t> message(data, data + size);
    ask(under_test, message);
    // Once more with the password that holds now: a mutated one would end nearly every message there.
    const Value password = value_of(under_test.module->stored.settings, 0x40);
    for (std::size_t at = 0; at < password.length && at + 1 < message.size(); ++at) message[at + 1] = password.bytes[at];
    ask(under_test, message);
    return 0;
}
