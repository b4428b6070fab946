#include "station/run/numbers.hpp"

namespace stapel::run {

records::NumberAnswer Numbers::draw(records::NumberWish wish, std::stop_token stop) {
    wish.run = run_;
    auto answer = writer_.draw(wish, std::move(stop));
    if (answer.kind == records::NumberAnswer::Kind::drawn) untouched_.push_back({wish.pool, answer.number, wish.uid});
    return answer;
}

void Numbers::touch(std::stop_token stop) {
    if (untouched_.empty()) return;
    for (const Drawn& drawn : untouched_)
        writer_.post(records::NumberChange{.changed = clock_.utc(),
                                           .run = run_,
                                           .pool = drawn.pool,
                                           .number = drawn.number,
                                           .uid = drawn.uid,
                                           .state = records::NumberState::touched});
    untouched_.clear();
    writer_.commit(std::move(stop));
}

}  // namespace stapel::run
