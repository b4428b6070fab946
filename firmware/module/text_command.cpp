#include "firmware/module/text_command.hpp"

#include "firmware/module/decimal.hpp"
#include "firmware/module/text_answer.hpp"
#include "firmware/module/text_parameters.hpp"

namespace stapel::firmware {
namespace {

constexpr size_t letters_min = 3;  // protocols 5.6
constexpr Wanted wanted_total = 0x01, wanted_all = 0x1F;
constexpr int32_t last_tariff = 4;

struct TextCommand;

/// A command under way: what came after its name, and what is to be done once it has been answered.
struct Call {
    Module& module;
    const TextCommand& command;
    Slice parameters;
    bool restart = false;
    Wanted wanted = 0;
};

struct TextCommand {
    const char* name;
    Refusal (*carry_out)(Call& call);
    void (*answer)(const Module& module, Text& answer);  ///< null: the meter must be read first
    Parameters parameters = {};
};

/// Without parameters it is a query.
Refusal write_or_query(Call& call) {
    if (call.parameters.size == 0) return {};
    Settings draft = call.module.stored.settings;
    const Refusal refusal = write_parameters(draft, call.command.parameters, call.parameters);
    return is_refused(refusal) ? refusal : store(call.module, draft);
}

Refusal write_mode(Call& call) {
    call.restart = call.parameters.size > 0;
    return write_or_query(call);
}

Refusal write_cfg(Call& call) {
    Settings draft = call.module.stored.settings;
    const Refusal refusal = write_encoded_items(draft, call.parameters, call.restart);
    return is_refused(refusal) ? refusal : store(call.module, draft);
}

/// No tariff asks for the total, 0 for the total and all tariffs.
Refusal choose_counter(Call& call) {
    int32_t tariff = 0;
    call.wanted = wanted_total;
    if (call.parameters.size == 0) return {};
    if (!parse_decimal(call.parameters, tariff) || tariff > last_tariff) return {error_value, 0};
    call.wanted = tariff == 0 ? wanted_all : static_cast<Wanted>(1U << tariff);
    return {};
}

constexpr TextCommand commands[] = {
    {"MODE", write_mode, say_mode, {{mode_id}}},
    {"BAND", write_or_query, say_band, {{network_id, gsm_band_id}}},
    {"APN", write_or_query, say_apn, {{apn_id}}},
    {"USER", write_or_query, say_apn, {{user_id}}},
    {"PSW", write_or_query, say_apn, {{password_id}}},
    {"DNS", write_or_query, say_server, {{address_id}}},
    {"PORT", write_or_query, say_server, {{port_id}}},
    {"TIMEOUT", write_or_query, say_timeout, {{period_id}}},
    {"RESET", write_or_query, say_reset, {{reset_id}}},
    {"NETWORK", write_or_query, say_network},
    {"AUTOINFO", write_or_query, say_number, {{inform_id, inform_period_id, inform_time_id, inform_flags_id}}},
    {"COUNTER", choose_counter, nullptr},
    {"NUMBER", write_or_query, say_number, {{phone_id}}},
    {"LOCATION", write_or_query, say_location},
    {"CFG", write_cfg, say_cfg},
};

bool begins(const char* name, Slice word) {
    const Slice whole = slice_of(name);
    if (word.size < letters_min || word.size > whole.size) return false;
    for (size_t at = 0; at < word.size; ++at)
        if (to_upper(word.data[at]) != whole.data[at]) return false;
    return true;
}

const TextCommand* find_command(Slice word) {
    for (const TextCommand& command : commands)
        if (begins(command.name, word)) return &command;
    return nullptr;
}

/// Cuts the word before the next space off, and the spaces behind it.
Slice take_word(Slice& text) {
    const Slice word{text.data, find(text, ' ')};
    text = trimmed(after(text, word.size));
    return word;
}

void refuse(const Module& module, uint8_t error, Text& answer) {
    begin_text(module, answer);
    add(answer, error < 10 ? "ERROR: 0" : "ERROR: ");
    add_number(answer, error);
    end_line(answer);
}

TextOutcome carry_out(Call& call, Text& answer) {
    const Refusal refusal = call.command.carry_out(call);
    if (is_refused(refusal)) {
        refuse(call.module, refusal.error, answer);
        return TextOutcome::answered;
    }
    if (call.command.answer == nullptr) return TextOutcome::needs_meter;
    begin_text(call.module, answer);
    call.command.answer(call.module, answer);
    if (call.restart) call.module.hal.restart(call.module.hal.context);
    return TextOutcome::answered;
}

constexpr const char* energy_names[] = {"E:", "T1:", "T2:", "T3:", "T4:"};

}  // namespace

TextOutcome answer_text(Module& module, const char* line, size_t length, Text& answer, Wanted& wanted) {
    answer.length = 0;
    wanted = 0;
    Slice rest = trimmed({line, length});
    if (!is_admin_password(module.stored.settings, take_word(rest)) || rest.size == 0) return TextOutcome::silent;
    const TextCommand* command = find_command(take_word(rest));
    if (command == nullptr) {
        refuse(module, error_command, answer);
        return TextOutcome::answered;
    }
    Call call{module, *command, rest};
    const TextOutcome outcome = carry_out(call, answer);
    wanted = call.wanted;
    return outcome;
}

void answer_counter(const Module& module, const Energies& energies, Wanted wanted, Text& answer) {
    begin_text(module, answer);
    for (size_t at = 0; at < sizeof energy_names / sizeof energy_names[0]; ++at) {
        if ((wanted >> at & 1U) == 0) continue;
        add(answer, energy_names[at]);
        add(answer, energies.text[at][0] != 0 ? energies.text[at] : "ERROR");
        end_line(answer);
    }
}

}  // namespace stapel::firmware
