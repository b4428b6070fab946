#include "fixtures/module/message_words.hpp"
#include "fixtures/module/profile.hpp"
#include "fixtures/module/slip.hpp"
#include "fixtures/module/status.hpp"
#include "station/base/characters.hpp"
#include "tests/fuzz/require.hpp"

#include <cstdint>
#include <span>

// Any bytes as a message, an answer or a frame: what is understood is written back as the same bytes.

using namespace stapel;
using namespace stapel::module;

namespace {

bool equal(ByteView left, const Bytes& right) { return Bytes(left.begin(), left.end()) == right; }

void check_items(const std::vector<Item>& items) {
    for (const Item& item : items) {
        const settings::Setting* setting = settings::find_setting(item.id);
        const auto text = setting != nullptr ? settings::decode_value(*setting, item.value) : std::nullopt;
        if (text) require(settings::encode_value(*setting, *text) == item.value);
    }
    (void)settings::differences(settings::factory_profile(), items);
}

void check_message(ByteView bytes) {
    const auto message = decode_message(bytes);
    if (message) require(equal(bytes, encode(*message)));
    if (message) check_items(message->items);
}

void check_legacy(ByteView bytes) {
    const auto message = decode_legacy(bytes);
    if (!message) return;
    check_items(message->items);
    require(decode_message(encode(*message)) == message);
    require(decode_message(bytes) || settings::is_settings_record(bytes));
}

void check_answer(ByteView bytes) {
    const auto answer = decode_answer(bytes);
    if (!answer) return;
    require(equal(bytes, encode(*answer)));
    check_items(answer->items);
    const Status status = status_of(*answer);
    if (status.lcd) (void)registered_by(*status.lcd);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView bytes = std::as_bytes(std::span(data, size));
    check_message(bytes);
    check_legacy(bytes);
    check_answer(bytes);
    require(all_printable(message_words(bytes)));
    const auto unframed = slip_message(bytes);
    if (unframed) require(slip_message(slip_frame(*unframed)) == unframed);
    require(slip_message(slip_frame(bytes)).has_value() == !bytes.empty());
    return 0;
}
