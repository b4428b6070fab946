#include "firmware/jig/header.hpp"

namespace stapel::firmware::jig {
namespace {

struct Node {
    Text mnemonic;
    Text rest;
    bool optional = false;
};

bool ends_mnemonic(char character) { return character == ':' || character == '[' || character == ']'; }

Node first_node(Text pattern) {
    Node node;
    node.optional = pattern.data[0] == '[';
    if (node.optional) pattern = after(pattern, 1);
    if (pattern.data[0] == ':') pattern = after(pattern, 1);
    size_t end = 0;
    while (end < pattern.size && !ends_mnemonic(pattern.data[end])) ++end;
    node.mnemonic = {pattern.data, end};
    const bool bracket = end < pattern.size && pattern.data[end] == ']';
    node.rest = after(pattern, end + (bracket ? 1 : 0));
    return node;
}

size_t short_length(Text mnemonic) {
    size_t length = 0;
    while (length < mnemonic.size && !is_lower(mnemonic.data[length])) ++length;
    return length;
}

}  // namespace

bool is_mnemonic(Text mnemonic, Text word) {
    if (word.size != mnemonic.size && word.size != short_length(mnemonic)) return false;
    for (size_t at = 0; at < word.size; ++at) {
        if (to_upper(word.data[at]) != to_upper(mnemonic.data[at])) return false;
    }
    return word.size > 0;
}

bool fits(Text pattern, Text header) {
    if (pattern.size == 0) return header.size == 0;
    const Node node = first_node(pattern);
    const size_t end = find(header, ':');
    if (is_mnemonic(node.mnemonic, {header.data, end})) {
        const bool colon = end < header.size;
        const Text rest = after(header, end + (colon ? 1 : 0));
        const bool dangling = colon && rest.size == 0;
        if (!dangling && fits(node.rest, rest)) return true;
    }
    return node.optional && fits(node.rest, header);
}

}  // namespace stapel::firmware::jig
