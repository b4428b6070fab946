#include "station/run/keys_file.hpp"

#include "flasher/module_image.hpp"
#include "station/base/characters.hpp"
#include "station/base/file_rights.hpp"
#include "station/crypto/sha256.hpp"
#include "station/plan/source_text.hpp"
#include "station/plan/unit_data.hpp"

#include <fmt/format.h>

#include <fstream>
#include <optional>

namespace stapel::run {
namespace {

constexpr std::size_t longest_file = std::size_t{64} << 20U, most_problems = 20;

bool is_hex(std::string_view text) {
    return text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

/// Reads the lines one after the other; a problem stands at the number of its line.
class KeyLines {
public:
    explicit KeyLines(const plan::UnitDatum& datum) : datum_(datum), problems_(datum.file) {}

    LoadedKeys read(std::string_view text) {
        text = plan::without_byte_order_mark(text);
        while (!text.empty() && count_ < most_problems) {
            const auto end = text.find('\n');
            take_line(text.substr(0, end));
            text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        }
        if (lines_.empty() && count_ == 0)
            complain(1, "a header and a key a line", line_ == 0 ? "nothing" : "no key",
                     "write `key` or `serial;key` above the keys");
        return finish();
    }

private:
    void complain(std::size_t column, std::string expected, std::string found, std::string advice) {
        problems_.add({static_cast<int>(std::max<std::size_t>(line_, 1)), static_cast<int>(column)},
                      {std::move(expected), std::move(found), std::move(advice)});
        ++count_;
    }

    void take_line(std::string_view line) {
        ++line_;
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line_ == 1) take_header(line);
        else if (!line.empty()) take_key_line(line);
    }

    void take_header(std::string_view line) {
        if (line == "serial;key") separator_ = ';';
        else if (line == "serial,key") separator_ = ',';
        else if (line != "key") {
            complain(1, "a header `key`, `serial;key` or `serial,key`", "another first line",
                     "write which columns the file has above the keys");
            count_ = most_problems;  // what follows cannot be understood
        }
    }

    void take_key_line(std::string_view line) {
        if (separator_ == 0) return static_cast<void>(take_key(line, 1));
        const auto at = line.find(separator_);
        const auto serial = line.substr(0, at);
        if (at == std::string_view::npos || !flasher::is_serial(serial))
            return complain(1, fmt::format("a serial (S and 6 to 10 digits), `{}` and a key", separator_),
                            at == std::string_view::npos ? "no separator" : "something else", "correct the line");
        const auto [known, fresh] = serial_lines_.emplace(serial, line_);
        if (!fresh)
            return complain(1, "each serial once", fmt::format("{} in line {} too", serial, known->second),
                            "ask the customer which of the two keys holds");
        if (take_key(line.substr(at + 1), at + 2)) keys_.of_serial.emplace(serial, keys_.keys.size() - 1);
    }

    bool take_key(std::string_view text, std::size_t column) {
        auto key = key_from(text, column);
        if (!key) return false;
        auto hash = crypto::sha256_hex(*key);
        const auto [known, fresh] = keys_.of_hash.emplace(hash, keys_.keys.size());
        if (!fresh) {
            complain(column, "each key once", fmt::format("the key of line {} again", lines_[known->second]),
                     "ask the customer for a key of its own");
            return false;
        }
        keys_.keys.push_back(std::move(*key));
        hashes_.push_back(std::move(hash));
        lines_.push_back(line_);
        return true;
    }

    std::optional<Bytes> key_from(std::string_view text, std::size_t column) {
        if (datum_.format == plan::UnitDatum::Format::hex) {
            if (text.size() == std::size_t{2} * datum_.size && is_hex(text)) return from_hex(text);
            complain(column, fmt::format("a key of {} bytes, {} hex digits", datum_.size, 2 * datum_.size),
                     fmt::format("{} characters{}", text.size(), is_hex(text) ? "" : ", not all of them hex digits"),
                     "correct the line, or `size:` and `format:` in the plan");
            return std::nullopt;
        }
        if (text.size() >= plan::shortest_key && text.size() <= datum_.size && all_printable(text)) {
            Bytes key(bytes_of(text).begin(), bytes_of(text).end());
            key.resize(datum_.size);
            return key;
        }
        complain(column, fmt::format("a key of {} to {} printable characters", plan::shortest_key, datum_.size),
                 fmt::format("{} characters{}", text.size(), all_printable(text) ? "" : ", not all of them printable"),
                 "correct the line, or `size:` and `format:` in the plan");
        return std::nullopt;
    }

    LoadedKeys finish() {
        if (count_ > 0) return {.keys = nullptr, .problems = problems_.in_order()};
        keys_.hashes = std::make_shared<records::NumberList>(std::move(hashes_));
        return {.keys = std::make_shared<KeyFile>(std::move(keys_)), .problems = {}};
    }

    const plan::UnitDatum& datum_;
    plan::Problems problems_;
    std::size_t count_ = 0, line_ = 0;
    char separator_ = 0;
    KeyFile keys_;
    std::vector<std::string> hashes_;
    std::vector<std::size_t> lines_;  ///< of the keys
    std::map<std::string, std::size_t, std::less<>> serial_lines_;
};

}  // namespace

LoadedKeys parse_keys(std::string_view content, const plan::UnitDatum& datum) { return KeyLines(datum).read(content); }

LoadedKeys load_keys(const plan::UnitDatum& datum) {
    plan::Problems problems(datum.file);
    std::ifstream stream(datum.file, std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(stream), {}};
    if (!stream)
        problems.add({}, {"a file of keys", "none that can be read",
                          "put the customer's keys there, or correct `file:` in the plan"});
    else if (!is_private(datum.file))
        problems.add({}, {"a file that only its owner may read (mode 0600)", "a file that others may read",
                          "chmod 600 " + datum.file});
    else if (content.size() > longest_file)
        problems.add({}, {"a file of up to 64 MiB", fmt::format("{} bytes", content.size()), "split it"});
    if (!problems.empty()) return {.keys = nullptr, .problems = problems.in_order()};
    return parse_keys(content, datum);
}

}  // namespace stapel::run
