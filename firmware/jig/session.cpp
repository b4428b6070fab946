#include "firmware/jig/session.hpp"

namespace stapel::firmware::jig {

Answer::Answer(Session& session) : session_(session), start_(session.output_length) {}

void Answer::begin_item() {
    if (session_.output_length > start_) character(';');
}

void Answer::text(const char* terminated) {
    for (; *terminated != '\0'; ++terminated) character(*terminated);
}

void Answer::character(char character) {
    if (session_.output_length == Session::output_size) {
        overrun_ = true;
        return;
    }
    session_.output[session_.output_length++] = character;
}

void Answer::whole(int64_t value) { decimal(value, 0); }

void Answer::decimal(int64_t value, int decimals) {
    if (value < 0) character('-');
    uint64_t rest = value < 0 ? uint64_t{0} - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
    char digits[24];
    int count = 0;
    while (rest > 0 || count <= decimals) {
        digits[count++] = static_cast<char>('0' + rest % 10);
        rest /= 10;
    }
    while (count > 0) {
        character(digits[--count]);
        if (count == decimals && count > 0) character('.');
    }
}

bool Answer::finish() {
    if (session_.output_length > start_) character('\n');
    if (overrun_) session_.output_length = start_;
    return !overrun_;
}

}  // namespace stapel::firmware::jig
