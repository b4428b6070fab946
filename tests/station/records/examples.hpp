#pragma once

#include "station/records/sqlite.hpp"
#include "station/records/writer.hpp"

#include <filesystem>
#include <string>

namespace stapel::records::examples {

/// A new folder, removed with all it holds.
class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// What differs from one example run to the next.
struct Example {
    std::string run;
    std::string outcome = "pass";
    std::string label = {};  ///< the serial that was scanned
    std::string serial = "SN42-000001", imei = "863703001234567", iccid = "8970101123456789012";
    std::string order_no = {};
    std::string operation = "line";
    std::string purpose = "production";
};

[[nodiscard]] RunBegin begin_of(const Example& example);
/// Two steps are started; the second is ended when `both` says so.
void post_steps(Writer& writer, const Example& example, bool both = true);
/// Kept with a tape unless it passed.
[[nodiscard]] RunEnd end_of(const Example& example);
/// All of it, committed.
void store_run(Writer& writer, const Example& example);

/// A database with a failed run that fills every column, a passed run, a mark of another module, a pool with a touched
/// number and an open run, closed normally.
void fill(const std::string& file);

[[nodiscard]] std::string content_of(const std::string& file);

}  // namespace stapel::records::examples
