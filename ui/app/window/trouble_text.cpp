#include "ui/app/window/trouble_text.hpp"

#include "station/records/writer.hpp"

namespace stapel::app {
namespace {

std::string all_lines(const session::UsageError& error) {
    std::string text;
    for (const auto& problem : error.problems()) text += problem + "\n";
    return text + error.what();
}

}  // namespace

TroubleText trouble_text(const std::exception_ptr& thrown) {
    try {
        std::rethrow_exception(thrown);
    } catch (const session::UsageError& error) {
        return {all_lines(error), session::Status::usage};
    } catch (const records::OpenError& error) {
        return {error.message, static_cast<session::Status>(error.exit_status)};
    } catch (const std::exception& error) {
        return {error.what(), session::Status::fixture};
    }
}

}  // namespace stapel::app
