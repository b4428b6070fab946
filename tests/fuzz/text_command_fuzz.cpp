// Any characters as a text command, as they are and behind the right password: answers are whole lines, the settings stay
// possible.

#include "firmware/module/text_command.hpp"
#include "tests/fuzz/module_on_flash.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

using namespace stapel::firmware;

namespace {

const std::string head = "NB02\r\n0\r\n";

void require_well_formed(const Text& answer) {
    require(answer.length <= sizeof answer.text);
    const std::string text(answer.text, answer.length);
    require(text.starts_with(head) && text.size() > head.size() && text.ends_with("\r\n"));
}

void ask(ModuleOnFlash& under_test, const std::string& line) {
    Text answer{};
    Wanted wanted = 0;
    const TextOutcome outcome = answer_text(*under_test.module, line.data(), line.size(), answer, wanted);
    under_test.require_valid();
    if (outcome == TextOutcome::answered) require_well_formed(answer);
    if (outcome != TextOutcome::needs_meter) return;
    require(wanted != 0 && wanted <= 0x1F);
    answer_counter(*under_test.module, {}, wanted, answer);
    require_well_formed(answer);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    ModuleOnFlash under_test;
    const std::string line(reinterpret_cast<const char*>(data), size);
    ask(under_test, line);
    const Value password = value_of(under_test.module->stored.settings, 0x40);
    ask(under_test, std::string(reinterpret_cast<const char*>(password.bytes), password.length) + ' ' + line);
    return 0;
}
