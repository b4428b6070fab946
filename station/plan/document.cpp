#include "station/plan/document.hpp"

#include "station/plan/source_text.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <sstream>

namespace stapel::plan {
namespace {

/// Makes nodes of the parser's events. Unlike the parser's own tree it keeps places, quotes and keys given twice.
class Builder : public YAML::EventHandler {
public:
    Builder(const Columns& columns, Problems& problems) : columns_(columns), problems_(problems) {}

    void OnDocumentStart(const YAML::Mark& mark) override { start_ = place_of(mark); }
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { put(make(Node::Kind::nothing, mark, anchor)); }

    void OnAlias(const YAML::Mark&, YAML::anchor_t anchor) override { put(anchored_.at(anchor - 1)); }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        Node* node = make(Node::Kind::scalar, mark, anchor);
        node->text = value;
        node->quoted = tag == "!" || tag == "tag:yaml.org,2002:str";
        put(node);
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(make(Node::Kind::list, mark, anchor));
    }
    void OnSequenceEnd() override { open_.pop_back(); }

    void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open(make(Node::Kind::map, mark, anchor));
    }
    void OnMapEnd() override { open_.pop_back(); }

    [[nodiscard]] Place place_of(const YAML::Mark& mark) const {
        return columns_.in_characters({std::max(mark.line, 0) + 1, std::max(mark.column, 0) + 1});
    }
    [[nodiscard]] const Place& start() const { return start_; }
    [[nodiscard]] const Node* root() const { return root_; }
    [[nodiscard]] std::vector<std::unique_ptr<Node>> take_nodes() { return std::move(nodes_); }

private:
    /// A list or map whose end has not come yet.
    struct Open {
        Node* node;
        const Node* key = nullptr;  ///< of a map: waits for its value
        std::map<std::string_view, Place> keys;  ///< of a map: those given so far
    };

    Node* make(Node::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
        Node* node = nodes_.emplace_back(std::make_unique<Node>()).get();
        node->kind = kind;
        node->place = place_of(mark);
        if (anchor != 0) {
            anchored_.resize(std::max(anchored_.size(), anchor));
            anchored_[anchor - 1] = node;
        }
        return node;
    }

    void put(const Node* node) {
        if (open_.empty()) {
            root_ = node;
            return;
        }
        Open& parent = open_.back();
        if (parent.node->kind == Node::Kind::list) {
            parent.node->items.push_back(node);
        } else if (parent.key == nullptr) {
            parent.key = node;
        } else {
            add_entry(parent, *std::exchange(parent.key, nullptr), *node);
        }
    }

    void open(Node* node) {
        put(node);
        open_.push_back({node, nullptr, {}});
    }

    void add_entry(Open& map, const Node& key, const Node& value) {
        if (key.kind != Node::Kind::scalar) {
            problems_.add(key.place, {"a word as key", "something else before the colon", "write `key: value`"});
            return;
        }
        const auto [first, is_new] = map.keys.emplace(key.text, key.place);
        if (is_new) {
            map.node->entries.emplace_back(&key, &value);
            return;
        }
        problems_.add(key.place, {"each key once", fmt::format("the key {} again", quoted(key.text)),
                                  fmt::format("remove this one or the one in line {}", first->second.line)});
    }

    const Columns& columns_;
    Problems& problems_;
    Place start_;
    const Node* root_ = nullptr;
    std::vector<std::unique_ptr<Node>> nodes_;
    std::vector<const Node*> anchored_;
    std::vector<Open> open_;
};

/// True when the file holds one document and no second.
bool parse(std::istream& stream, const Columns& columns, Builder& builder, Problems& problems) {
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder) || builder.root() == nullptr) {
        problems.add({}, {"YAML with `key: value` lines", "an empty file", "write the file's keys"});
        return false;
    }
    Problems ignored(problems.file());
    Builder second(columns, ignored);
    if (!parser.HandleNextDocument(second)) return true;
    problems.add(second.start(), {"one YAML document", "a second one", "remove the line --- and what follows it"});
    return false;
}

}  // namespace

Document Document::read(Problems& problems) {
    Document document;
    const auto source = read_source(problems);
    if (!source) return document;
    document.source_ = *source;
    const std::string_view text = without_byte_order_mark(document.source_);
    const Columns columns(text);
    Builder builder(columns, problems);
    std::istringstream stream{std::string(text)};
    try {
        if (parse(stream, columns, builder, problems)) document.root_ = builder.root();
    } catch (const YAML::Exception& error) {
        problems.add(builder.place_of(error.mark),
                     {"YAML", "what the YAML parser rejects", fmt::format("look here or just above: {}", error.msg)});
    } catch (const std::exception& error) {
        problems.add(builder.start(), {"YAML", "what the YAML parser rejects", error.what()});
    }
    document.nodes_ = builder.take_nodes();
    return document;
}

}  // namespace stapel::plan
