#include "station/run/step_context.hpp"
#include "station/steps/catalogue.hpp"

#include <iterator>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace stapel::steps {
namespace {

std::vector<std::string> words_of(const std::string& text) {
    std::istringstream input(text);
    return {std::istream_iterator<std::string>(input), {}};
}

}  // namespace

void operator_prompt(run::StepContext& context) {
    run::Prompt prompt{.step = {}, .text_key = context.text("text_key"), .ru = context.text("ru"), .en = context.text("en"),
                       .choices = words_of(context.text("choices")), .picture = context.text_or_empty("picture")};
    context.measure("answer", context.ask(std::move(prompt)));
    context.prove_jig();
}

}  // namespace stapel::steps
