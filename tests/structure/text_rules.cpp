#include "tests/structure/text_rules.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <functional>
#include <string>

namespace stapel::structure {
namespace {

// Put together so that this file does not find itself.
const std::array<std::string, 4> unfinished_words{std::string("TO") + "DO", std::string("FIX") + "ME",
                                                  std::string("XX") + "X", std::string("HA") + "CK"};
const std::array<std::string, 4> machine_paths{std::string("/ro") + "ot/", std::string("/ho") + "me/",
                                               std::string("/wo") + "rk/", std::string("/Us") + "ers/"};
constexpr std::array<std::string_view, 7> time_calls{
    "steady_clock::now", "system_clock::now", "high_resolution_clock", "this_thread::sleep",
    "nanosleep(",        "usleep(",           "clock_gettime("};

bool is_word_character(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

bool has_word(std::string_view line, std::string_view word) {
    for (std::size_t at = line.find(word); at != std::string_view::npos; at = line.find(word, at + 1)) {
        const bool begins = at == 0 || !is_word_character(line[at - 1]);
        const std::size_t end = at + word.size();
        if (begins && (end == line.size() || !is_word_character(line[end]))) return true;
    }
    return false;
}

/// A finding for every line of a fitting file of which `problem` says something.
std::vector<Finding> check_lines(const std::vector<SourceFile>& tree,
                                 const std::function<bool(const SourceFile&)>& concerns,
                                 const std::function<std::string(std::string_view)>& problem) {
    std::vector<Finding> findings;
    for (const SourceFile& file : tree) {
        if (!concerns(file)) continue;
        for (std::size_t i = 0; i < file.lines.size(); ++i)
            if (std::string text = problem(file.lines[i]); !text.empty())
                findings.push_back({file.path, static_cast<int>(i + 1), std::move(text)});
    }
    return findings;
}

bool anything(const SourceFile&) { return true; }

bool may_not_know_faults(const SourceFile& file) {
    return is_product(file) && !lies_in(file.path, "fixtures/virtual") && !lies_in(file.path, "ui/cli");
}

bool may_not_read_time(const SourceFile& file) { return is_product(file) && file.path != "station/base/clock.cpp"; }

}  // namespace

std::vector<Finding> check_length(const std::vector<SourceFile>& tree) {
    std::vector<Finding> findings;
    for (const SourceFile& file : tree)
        if (is_cpp(file) && file.lines.size() > longest_file)
            findings.push_back({file.path, 0, "at most " + std::to_string(longest_file) + " lines expected, " +
                                                  std::to_string(file.lines.size()) + " found: split it by ideas"});
    return findings;
}

std::vector<Finding> check_unfinished(const std::vector<SourceFile>& tree) {
    return check_lines(tree, anything, [](std::string_view line) {
        for (const std::string& word : unfinished_words)
            if (has_word(line, word)) return word + ": finish it";
        return std::string();
    });
}

std::vector<Finding> check_machine_paths(const std::vector<SourceFile>& tree) {
    return check_lines(tree, anything, [](std::string_view line) {
        for (const std::string& path : machine_paths)
            if (line.find(path) != std::string_view::npos) return path + " exists on one machine only";
        return std::string();
    });
}

std::vector<Finding> check_time(const std::vector<SourceFile>& tree) {
    return check_lines(tree, may_not_read_time, [](std::string_view line) {
        for (const std::string_view call : time_calls)
            if (line.find(call) != std::string_view::npos) return std::string(call) + ": take a Clock instead";
        return std::string();
    });
}

std::vector<Finding> check_fault_names(const std::vector<SourceFile>& tree, std::span<const std::string> names) {
    return check_lines(tree, may_not_know_faults, [&](std::string_view line) {
        for (const std::string& name : names)
            if (line.find('"' + name + '"') != std::string_view::npos) return '"' + name + "\" is a virtual fault's name";
        return std::string();
    });
}

}  // namespace stapel::structure
