#pragma once

#include "station/plan/problem.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace stapel::plan {

/// One value of a YAML file with its place.
struct Node {
    enum class Kind { nothing, scalar, list, map };

    Kind kind = Kind::nothing;
    Place place;
    std::string text;     ///< of a scalar
    bool quoted = false;  ///< the scalar is a text for sure: quoted, a block, or tagged `!!str`
    std::vector<const Node*> items;                            ///< of a list; aliases point to the same node
    std::vector<std::pair<const Node*, const Node*>> entries;  ///< of a map: scalar keys, each once
};

/// A YAML file as a tree. Owns its nodes.
class Document {
public:
    /// Reads a file of exactly one YAML document. Whatever is wrong with it (it cannot be read, is no UTF-8 text, is
    /// empty, its syntax, a key given twice, a key that is no plain text) goes to `problems`.
    /// Files up to 1 MiB; nesting deeper than the parser takes is a problem too.
    [[nodiscard]] static Document read(Problems& problems);

    /// Null when the file could not be read as YAML.
    [[nodiscard]] const Node* root() const { return root_; }
    /// The file's bytes.
    [[nodiscard]] const std::string& source() const { return source_; }

private:
    std::string source_;
    std::vector<std::unique_ptr<Node>> nodes_;
    const Node* root_ = nullptr;
};

}  // namespace stapel::plan
