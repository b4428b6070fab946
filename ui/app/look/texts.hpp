#pragma once

#include "ui/app/look/text_table.hpp"
#include "ui/app/model/view.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stapel::app {

/// Names one line of the text table; a name that is not there does not compile.
class TextKey {
public:
    consteval TextKey(const char* name) : index_(index_of(name)) {}  // NOLINT: written as a plain literal

    [[nodiscard]] constexpr std::string_view in(Language language) const {
        return language == Language::ru ? text_table[index_].ru : text_table[index_].en;
    }

    /// The line of a name that is known only at run time, such as a step kind's; none when there is none.
    [[nodiscard]] static std::optional<TextKey> find(std::string_view name);

private:
    struct Found {};
    constexpr TextKey(Found, std::size_t index) : index_(index) {}

    static consteval std::size_t index_of(std::string_view name) {
        for (std::size_t i = 0; i < text_table.size(); ++i)
            if (text_table[i].name == name) return i;
        throw "no such text";  // not a constant: the compiler stops here
    }

    std::size_t index_;
};

/// `{}` in the text stands for the values, in order.
[[nodiscard]] std::string filled(TextKey text, Language language, std::initializer_list<std::string_view> values);

/// `1 модуль`, `2 модуля`, `5 модулей`; `1 module`, `2 modules`. The text's forms are joined by `|`: three in Russian, two in English.
[[nodiscard]] std::string counted(TextKey forms, Language language, std::int64_t count);

/// `1 234,5` in Russian, `1,234.5` in English.
[[nodiscard]] std::string number(double value, int decimals, Language language);

/// Local time: `24.11.2026 19:05:07` in Russian, `2026-11-24 19:05:07` in English.
[[nodiscard]] std::string date_time(UtcTime time, Language language);
[[nodiscard]] std::string clock_time(UtcTime time);
[[nodiscard]] std::string clock_minute(UtcTime time);  ///< `14:05`

}  // namespace stapel::app
