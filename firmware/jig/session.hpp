#pragma once

#include "firmware/jig/text.hpp"

#include <stddef.h>
#include <stdint.h>

namespace stapel::firmware::jig {

/// One connection to the jig (its serial port, a TCP connection): what has come of a message and what was answered.
///
/// A message longer than the buffer is dropped whole (-363 at its line feed); an answer line that does not fit the
/// output is dropped whole (-430). The caller takes the output after each call of `on_bytes`.
struct Session {
    static constexpr size_t input_size = 256;
    static constexpr size_t output_size = 2048;

    char input[input_size] = {};
    size_t input_length = 0;
    bool input_overrun = false;
    uint32_t last_byte_ms = 0;

    char output[output_size] = {};
    size_t output_length = 0;
};

/// The answer line under construction at the end of a session's output. Answers of one message are joined by `;`.
class Answer {
public:
    explicit Answer(Session& session);

    void begin_item();  ///< before each query's answer
    void text(const char* terminated);
    void character(char character);
    void whole(int64_t value);
    /// `value` / 10^decimals in plain decimal: 4000 with 3 is `4.000`.
    void decimal(int64_t value, int decimals);
    void boolean(bool value) { character(value ? '1' : '0'); }
    /// Ends the line, if there is one. False when it did not fit and was dropped.
    [[nodiscard]] bool finish();

private:
    Session& session_;
    const size_t start_;
    bool overrun_ = false;
};

}  // namespace stapel::firmware::jig
