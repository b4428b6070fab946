#include "station/steps/unit_data.hpp"

#include "flasher/flash.hpp"
#include "flasher/image/unit_field.hpp"
#include "flasher/module_image.hpp"

#include <fmt/format.h>

#include <cassert>

namespace stapel::steps {
namespace {

using Kind = records::NumberAnswer::Kind;

flasher::UnitField field_of(const plan::UnitDatum& datum) { return {.offset = datum.offset, .size = datum.size}; }

/// Before a number is drawn for an image that cannot be written anyway.
void check_places(const run::StepContext& context, const flasher::Chip& chip, flasher::Image& image) {
    for (const auto& datum : context.prepared().plan.unit_data)
        flasher::put_unit_field(image, field_of(datum), Bytes(datum.size, std::byte{0}));
    if (const auto problem = flasher::image_problem(image, chip); !problem.empty())
        throw Failure(Code::image_unusable, "with the plan's unit data: " + problem.text);
}

records::NumberAnswer draw(run::StepContext& context, records::NumberWish wish) {
    assert(context.numbers() != nullptr);
    return context.numbers()->draw(std::move(wish), context.stop());
}

[[noreturn]] void throw_taken(const std::string& what, const records::NumberAnswer& answer) {
    throw Failure(Code::number_taken, fmt::format("{} is that of the module whose chip is {}", what,
                                                  answer.uid.empty() ? "not known" : answer.uid));
}

/// The pool has the last word: a number that it gave to another module is refused, wherever it was read.
std::string serial_from_pool(run::StepContext& context, const std::string& uid) {
    const auto& pool = context.prepared().plan.serial_pool;
    const auto& facts = context.facts();
    const auto wanted = facts.known_serial();
    const bool in_module = !facts.serial.empty();
    const auto answer = draw(context, {.run = {}, .pool = pool, .uid = uid, .wanted = wanted, .in_module = in_module});
    switch (answer.kind) {
        case Kind::drawn: return answer.number;
        case Kind::outside:
            if (in_module) return wanted;
            throw Failure(Code::serial_differs,
                          fmt::format("label {}, which is no serial of the pool {}", wanted, pool));
        case Kind::other:
            throw Failure(Code::serial_differs,
                          fmt::format("label {}, given to this module before: {}", wanted, answer.number));
        case Kind::taken: throw_taken(wanted, answer);
        case Kind::exhausted: break;
    }
    throw Failure(
        Code::numbers_exhausted,
        fmt::format("a free serial of the pool {} expected, none left: make another pool, or free touched serials "
                    "with `stapel serial pool release`",
                    pool));
}

std::string serial_for(run::StepContext& context, const std::string& uid) {
    if (!context.prepared().plan.serial_pool.empty()) return serial_from_pool(context, uid);
    const auto& serial = context.facts().known_serial();  // a try that was cut short may have erased the chip's
    if (serial.empty()) throw Failure(Code::serial_missing);
    return serial;
}

/// The hash of the key that the file has for this serial; empty when any key will do.
std::string wanted_key(const run::KeyFile& file, const plan::UnitDatum& datum, const std::string& serial) {
    if (file.of_serial.empty()) return {};
    const auto found = file.of_serial.find(serial);
    if (found == file.of_serial.end())
        throw Failure(
            Code::numbers_exhausted,
            fmt::format("a key for {} expected in {}, none found: ask the customer for it", serial, datum.file));
    return file.hashes->numbers()[found->second];
}

/// Hidden before anything is sent: a tape that is kept must not show it.
Bytes key_for(run::StepContext& context, const plan::UnitDatum& datum, const std::string& serial,
              const std::string& uid) {
    const auto& file = *context.prepared().keys.at(datum.name);
    const auto answer = draw(context, {.run = {},
                                       .pool = "keys/" + datum.name,
                                       .uid = uid,
                                       .wanted = wanted_key(file, datum, serial),
                                       .list = file.hashes});
    if (answer.kind == Kind::taken) throw_taken("the key of " + serial, answer);
    if (answer.kind != Kind::drawn)
        throw Failure(Code::numbers_exhausted,
                      fmt::format("a free key expected in {}, none left: ask the customer for more", datum.file));
    const Bytes& key = file.keys[file.of_hash.at(answer.number)];
    const std::string secret(text_of(key));
    context.hide(secret);
    context.hide(secret.substr(0, secret.find('\0')));
    context.measure("unit_data", fmt::format("{} {}", datum.name, answer.number));
    return key;
}

Bytes bytes_for(run::StepContext& context, const plan::UnitDatum& datum, const std::string& serial,
                const std::string& uid) {
    if (datum.from == plan::UnitDatum::From::keys) return key_for(context, datum, serial, uid);
    Bytes text(bytes_of(serial).begin(), bytes_of(serial).end());
    text.resize(datum.size);
    return text;
}

}  // namespace

void personalise(run::StepContext& context, const flasher::Chip& chip, const std::string& uid, flasher::Image& image) {
    const auto& plan = context.prepared().plan;
    check_places(context, chip, image);
    const auto serial = serial_for(context, uid);
    image.patch(chip.flash_start + flasher::serial_offset, flasher::encode_serial(serial));
    for (const auto& datum : plan.unit_data)
        flasher::put_unit_field(image, field_of(datum), bytes_for(context, datum, serial, uid));
    if (context.numbers() != nullptr) context.numbers()->touch(context.stop());
    context.facts().serial = serial;  // from here on it may stand in the chip
}

}  // namespace stapel::steps
