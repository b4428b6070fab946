#include "ui/cli/serial_text.hpp"

#include "ui/cli/json_text.hpp"

#include <fmt/format.h>

namespace stapel::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string shown(const std::string& text) { return text.empty() ? "-" : text; }

/// RFC 4180: what holds a separator, a quote or a line's end is quoted.
std::string csv_field(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + "\"";
}

}  // namespace

Json pools_json(const std::vector<records::PoolSummary>& pools) {
    Json list = Json::array();
    for (const auto& pool : pools)
        list.push_back({{"pool", pool.pool}, {"first", known(pool.first)}, {"last", known(pool.last)},
                        {"free", known(pool.free())}, {"reserved", pool.reserved}, {"touched", pool.touched},
                        {"burnt", pool.burnt}, {"returned", pool.returned}, {"made_utc", known(pool.made_utc)},
                        {"operator", known(pool.operator_id)}});
    return list;
}

void print_pools(const std::vector<records::PoolSummary>& pools) {
    for (const auto& pool : pools) {
        const auto range = pool.first.empty() ? std::string()
                                              : fmt::format(" {} to {}, {} free,", pool.first, pool.last, *pool.free());
        fmt::print("{}:{} {} burnt, {} touched, {} reserved, {} returned\n", pool.pool, range, pool.burnt, pool.touched,
                   pool.reserved, pool.returned);
    }
}

Json numbers_json(const std::vector<records::NumberRecord>& numbers) {
    Json list = Json::array();
    for (const auto& number : numbers)
        list.push_back({{"number", number.number}, {"state", number.state}, {"uid", known(number.uid)},
                        {"run", known(number.run)}, {"operator", known(number.operator_id)},
                        {"reason", known(number.reason)}, {"changed_utc", number.changed_utc}});
    return list;
}

void print_numbers(const std::vector<records::NumberRecord>& numbers) {
    for (const auto& number : numbers)
        fmt::print("{} {:<8} {} chip {} run {}{}{}\n", number.number, number.state, number.changed_utc,
                   shown(number.uid), shown(number.run), number.operator_id.empty() ? "" : " by " + number.operator_id,
                   number.reason.empty() ? "" : ": " + number.reason);
}

void print_numbers_csv(const std::string& pool, const std::vector<records::NumberRecord>& numbers) {
    fmt::print("pool,number,state,uid,run,operator,reason,changed_utc\r\n");
    for (const auto& number : numbers)
        fmt::print("{},{},{},{},{},{},{},{}\r\n", pool, number.number, number.state, number.uid, number.run,
                   csv_field(number.operator_id), csv_field(number.reason), number.changed_utc);
}

}  // namespace stapel::cli
