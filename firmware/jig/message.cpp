#include "firmware/jig/message.hpp"

#include "firmware/jig/argument.hpp"
#include "firmware/jig/commands.hpp"
#include "firmware/jig/header.hpp"

namespace stapel::firmware::jig {
namespace {

/// Longer than the longest header of the table; a longer one is none of them.
constexpr size_t header_size = 64;

/// A header from the root: `OUTPUT:STATE`.
struct Header {
    char data[header_size];
    size_t size = 0;
};

/// A message being carried out. `path` is the node that the next header is looked up below.
struct Run {
    Jig& jig;
    Session& session;
    Answer& answer;
    Header path;
};

/// A unit taken apart.
struct Unit {
    Text header;
    Text argument;
    bool query = false;
};

Unit split(Text unit) {
    Unit parts;
    size_t end = 0;
    while (end < unit.size && !is_space(unit.data[end])) ++end;
    parts.header = {unit.data, end};
    parts.argument = trimmed(after(unit, end));
    parts.query = end > 0 && unit.data[end - 1] == '?';
    if (parts.query) --parts.header.size;
    return parts;
}

bool append(Header& header, Text text) {
    if (header.size + text.size > header_size) return false;
    memcpy(header.data + header.size, text.data, text.size);
    header.size += text.size;
    return true;
}

Text text_of(const Header& header) { return {header.data, header.size}; }

/// Completes a header by the path that it stands below, and makes its own node the new path.
bool complete(Run& run, Text header, Header& full) {
    const bool common = header.data[0] == '*';
    const bool from_root = header.data[0] == ':';
    full.size = 0;
    if (common) return append(full, header);
    if (from_root) header = after(header, 1);
    if (header.size > 0 && header.data[0] == '*') return false;  // common commands stand in no tree
    if (!from_root && !append(full, text_of(run.path))) return false;
    if (!append(full, header)) return false;
    run.path = full;
    while (run.path.size > 0 && run.path.data[run.path.size - 1] != ':') --run.path.size;
    return true;
}

const Command* find_command(Text header) {
    const CommandTable table = all_commands();
    for (size_t at = 0; at < table.size; ++at) {
        if (fits(jig::text_of(table.begin[at].pattern), header)) return &table.begin[at];
    }
    return nullptr;
}

const Error& set(Run& run, const Command& command, Text argument) {
    const Value value = parse_argument(command.argument, argument);
    if (value.error != nullptr) return *value.error;
    Call call{run.jig, run.session, run.answer, value.value};
    command.set(call);
    return errors::none;
}

/// A query of a number with a unit may ask for its `MIN`, `MAX` or `DEF` (SCPI-99 volume 1, 7.2.1.2).
const Error& query(Run& run, const Command& command, Text argument) {
    Call call{run.jig, run.session, run.answer};
    if (argument.size == 0) {
        run.answer.begin_item();
        command.query(call);
        return errors::none;
    }
    const NumberRule& rule = command.argument.number;
    if (command.argument.kind != ArgumentKind::number || rule.unit[0] == '\0') return errors::parameter_not_allowed;
    const Value value = named_limit(rule, argument);
    if (value.error != nullptr) return *value.error;
    run.answer.begin_item();
    run.answer.decimal(value.value, 3);
    return errors::none;
}

const Error& execute_unit(Run& run, Text text) {
    const Unit unit = split(text);
    Header full;
    if (unit.header.size == 0 || !complete(run, unit.header, full)) return errors::undefined_header;
    const Command* command = find_command(text_of(full));
    if (command == nullptr) return errors::undefined_header;
    const Handler handler = unit.query ? command->query : command->set;
    if (handler == nullptr) return errors::undefined_header;
    return unit.query ? query(run, *command, unit.argument) : set(run, *command, unit.argument);
}

/// False when the rest of the message is to be dropped.
bool carry_out(Run& run, Text unit) {
    if (unit.size == 0) return true;
    const Error& error = execute_unit(run, unit);
    supervise(run.jig);
    if (error.number == 0) return true;
    report(run.jig.status, error);
    return !is_command_error(error);
}

}  // namespace

void execute(Jig& jig, Session& session, Text message) {
    Answer answer(session);
    Run run{jig, session, answer, {}};
    bool go_on = true;
    while (go_on && message.size > 0) {
        const size_t end = find(message, ';');
        go_on = carry_out(run, trimmed({message.data, end}));
        message = after(message, end < message.size ? end + 1 : end);
    }
    if (!answer.finish()) report(jig.status, errors::deadlocked);
}

}  // namespace stapel::firmware::jig
