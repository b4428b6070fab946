#include "station/run/secrets_file.hpp"

#include "station/base/file_rights.hpp"
#include "station/plan/fields.hpp"
#include "station/plan/plan.hpp"

namespace stapel::run {
namespace {

void take(const plan::Node& key, const plan::Node& value, LoadedSecrets& loaded, plan::Problems& problems) {
    const auto text = plan::read_confidential(value, "the secret \"" + key.text + "\"", problems);
    if (!text) return;
    if (text->size() < plan::shortest_secret)
        problems.add(value.place, {"a secret of at least 4 characters", "a shorter one", "choose a longer secret"});
    else
        loaded.secrets.emplace(key.text, *text);
}

}  // namespace

LoadedSecrets load_secrets(const std::string& file) {
    LoadedSecrets loaded;
    plan::Problems problems(file);
    if (!is_private(file)) {
        problems.add({}, {"a file that only its owner may read (mode 0600)", "a file that others may read",
                          "chmod 600 " + file});
    } else if (const auto document = plan::Document::read(problems); document.root() != nullptr) {
        if (document.root()->kind != plan::Node::Kind::map)
            problems.add(document.root()->place, {"a map of names to secrets", "something else",
                                                  "write one line a secret: `name: \"value\"`"});
        for (const auto& [key, value] : document.root()->entries) take(*key, *value, loaded, problems);
    }
    loaded.problems = problems.in_order();
    if (!loaded.problems.empty()) loaded.secrets.clear();
    return loaded;
}

}  // namespace stapel::run
