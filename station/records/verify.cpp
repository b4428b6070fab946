#include "station/records/verify.hpp"

#include "station/records/chain_check.hpp"
#include "station/records/schema.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stapel::records {
namespace {

const SchemaObject* find(const std::vector<SchemaObject>& objects, const SchemaObject& wanted) {
    const auto found = std::ranges::find_if(objects, [&](const SchemaObject& object) {
        return object.type == wanted.type && object.name == wanted.name;
    });
    return found == objects.end() ? nullptr : &*found;
}

void check_schema(const Connection& connection, std::vector<Finding>& findings) {
    const auto version = static_cast<std::size_t>(connection.integer("PRAGMA user_version"));
    const auto expected = expected_schema(version), present = schema_of(connection);
    for (const SchemaObject& object : expected) {
        const SchemaObject* found = find(present, object);
        if (found == nullptr) findings.push_back({{}, fmt::format("{} {} is missing", object.type, object.name)});
        else if (found->sql != object.sql)
            findings.push_back({{}, fmt::format("{} {} is defined otherwise", object.type, object.name)});
    }
    for (const SchemaObject& object : present)
        if (find(expected, object) == nullptr)
            findings.push_back({{}, fmt::format("{} {} is not one of ours", object.type, object.name)});
}

/// A damaged file may break off any check; that is a finding like another.
template <typename Check>
void unless_damaged(Verification& result, const Check& check) {
    try {
        check();
    } catch (const SqlFailure& failure) {
        result.findings.push_back({{}, failure.detail()});
    }
}

}  // namespace

std::vector<std::string> damages(const Connection& connection) {
    std::vector<std::string> found;
    Statement integrity(connection, "PRAGMA integrity_check");
    while (integrity.step())
        if (integrity.text(0) != "ok") found.emplace_back(integrity.text(0));
    Statement foreign(connection, "PRAGMA foreign_key_check");
    while (foreign.step())
        found.push_back(fmt::format("{}: row {} names a row of {} that is missing", foreign.text(0), foreign.text(1),
                                    foreign.text(2)));
    return found;
}

Verification verify(const Connection& connection) {
    Verification result;
    Transaction snapshot(connection, "BEGIN");
    unless_damaged(result, [&] { check_schema(connection, result.findings); });
    unless_damaged(result, [&] { ChainCheck(connection, result).run(); });
    unless_damaged(result, [&] {
        for (const std::string& damage : damages(connection)) result.findings.push_back({{}, damage});
    });
    return result;
}

}  // namespace stapel::records
