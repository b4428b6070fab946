#include "ui/app/screens/status_items.hpp"

#include "ui/app/look/texts.hpp"

#include <cmath>

namespace stapel::app {
namespace {

constexpr std::size_t hash_digits = 8;  // enough to tell two releases apart by eye

std::string whole(int value, Language language) { return number(value, 0, language); }

std::string order_words(const Work& work, Language language) {
    if (!work.order_done || !work.order_total) return filled("status.order", language, {work.order_no});
    return filled("status.order-done", language, {work.order_no, whole(*work.order_done, language), whole(*work.order_total, language)});
}

std::string plan_words(const Work& work, Language language) {
    return filled("status.plan", language, {work.plan, std::to_string(work.plan_version)});
}

std::string firmware_words(const Work& work, Language language) {
    return filled("status.firmware", language, {work.firmware, std::string_view(work.firmware_sha256).substr(0, hash_digits)});
}

std::string today_words(const Today& today, Language language) {
    const auto passed = whole(today.passed, language), failed = whole(today.failed, language);
    if (!today.first_pass_yield) return filled("status.today", language, {passed, failed});
    return filled("status.today-yield", language, {passed, failed, number(*today.first_pass_yield * 100, 1, language)});
}

}  // namespace

std::vector<StatusItem> status_items(const Snapshot& snapshot, Language language) {
    const auto& work = snapshot.work;
    std::vector<StatusItem> items;
    const auto add = [&](std::string_view name, const std::string& known, auto words) {
        if (!known.empty()) items.push_back({name, words(), false});
    };
    add("status-station", work.station, [&] { return filled("status.station", language, {work.station}); });
    add("status-order", work.order_no, [&] { return order_words(work, language); });
    add("status-plan", work.plan, [&] { return plan_words(work, language); });
    add("status-firmware", work.firmware, [&] { return firmware_words(work, language); });
    add("status-operator", work.operator_id, [&] { return filled("status.operator", language, {work.operator_id}); });
    items.push_back({"status-today", today_words(snapshot.today, language), true});
    return items;
}

std::string virtual_words(const Work& work, Language language) {
    if (!work.virtual_fixture) return {};
    const bool whole_speed = work.speed == std::floor(work.speed);
    return filled("status.virtual", language, {number(work.speed, whole_speed ? 0 : 1, language)});
}

std::string records_words(const Snapshot& snapshot, Language language) {
    const bool safe = snapshot.records_problem.empty();
    return std::string((safe ? TextKey("status.records-safe") : TextKey("status.records-lost")).in(language));
}

}  // namespace stapel::app
