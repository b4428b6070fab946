#include "station/releases/hash_text.hpp"

namespace stapel::releases {

std::string read_hash(const plan::Node& node, plan::Problems& problems) {
    const auto text = plan::read_text(node, "a SHA-256", problems);
    if (!text) return {};
    if (text->size() == 64 && text->find_first_not_of("0123456789abcdef") == std::string::npos) return *text;
    problems.add(node.place,
                 {"64 hex digits in lower case", plan::describe(node), "copy the SHA-256 as it was printed"});
    return {};
}

}  // namespace stapel::releases
