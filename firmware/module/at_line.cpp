#include "firmware/module/at_line.hpp"

#include <string.h>

namespace stapel::firmware {
namespace {

/// Length of the first field; a comma between quotes does not end it.
size_t field_length(Slice text) {
    bool quoted = false;
    size_t at = 0;
    for (; at < text.size && (quoted || text.data[at] != ','); ++at)
        if (text.data[at] == '"') quoted = !quoted;
    return at;
}

Slice unquoted(Slice text) {
    text = trimmed(text);
    if (text.size < 2 || text.data[0] != '"' || text.data[text.size - 1] != '"') return text;
    return {text.data + 1, text.size - 2};
}

}  // namespace

bool take(AtLine& line, uint8_t byte) {
    if (line.ended) {
        line.ended = false;
        line.length = 0;
    }
    if (byte == '\r' || byte == '\n') {
        line.ended = line.length > 0;
        return line.ended;
    }
    if (byte != 0 && line.length < sizeof line.text) line.text[line.length++] = static_cast<char>(byte);
    return false;
}

bool begins(Slice text, const char* prefix) {
    const size_t length = strlen(prefix);
    return text.size >= length && memcmp(text.data, prefix, length) == 0;
}

Slice field_of(Slice line, int index) {
    Slice rest = after(line, find(line, ':') + 1);
    for (; index > 0; --index) rest = after(rest, field_length(rest) + 1);
    return unquoted({rest.data, field_length(rest)});
}

void copy_text(char* into, size_t room, Slice text) {
    const size_t length = text.size < room - 1 ? text.size : room - 1;
    if (length > 0) memcpy(into, text.data, length);
    into[length] = 0;
}

}  // namespace stapel::firmware
