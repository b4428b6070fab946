#pragma once

#include "station/base/clock.hpp"
#include "station/plan/problem.hpp"
#include "station/plan/step_kind.hpp"
#include "station/plan/units.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace stapel::plan {

/// Bounds of one measurement, in `unit`.
struct Limit {
    std::optional<double> min, max;        ///< empty = open
    const Unit* unit = nullptr;            ///< as the plan wrote it, else the measurement kind's own; never null
    std::optional<std::string> expected;   ///< for text and booleans (`true`, `false`)
};

enum class OnFail { stop, proceed };

/// `retry: {times: 2, from: power-on}`.
struct Retry {
    int times = 0;
    std::string from;  ///< id of an earlier step of the same section, or the step itself; empty when times = 0
};

struct Step {
    std::string id;
    const StepKind* kind = nullptr;  ///< never null in a loaded plan
    std::map<std::string, std::string> with;  ///< every parameter of the kind that has a value, fallbacks included
    std::map<std::string, Limit> limits;
    std::vector<std::string> needs;
    Duration timeout{};  ///< real time; guards against hanging
    Retry retry;
    OnFail on_fail = OnFail::stop;
};

/// A value that may be `{secret: NAME}`.
struct Value {
    std::string text;
    bool secret = false;  ///< then `text` is the secret's name
    Place place{};        ///< in the plan's file
};

/// Bytes that differ from module to module: an item of `unit_data:`.
struct UnitDatum {
    enum class From { serial, keys };
    enum class Format { text, hex };  ///< of the keys in their file; a serial is text

    std::string name;
    std::uint32_t offset = 0, size = 0;  ///< from the start of the flash, in bytes
    From from = From::serial;
    std::string file{};  ///< of keys: absolute path; whether it is there shows at a station only
    Format format = Format::text;
    Place place{};  ///< of `offset`
    Place file_place{};
};

struct Plan {
    std::string name;
    int version = 0;
    std::string operation;  ///< `line`, `sim`, `repair`
    std::string module;     ///< `NB02`, `VNB02`, `VNC02`
    std::string image;      ///< absolute path of the image; empty when the plan has none
    std::string release;    ///< name of the release that stands in place of an image; empty when the plan has none
    Place release_place{};
    std::string serial_pool;  ///< that serials come from; empty: labels carry them
    Place serial_pool_place{};
    std::vector<UnitDatum> unit_data;
    std::map<std::string, Value> settings;
    std::string meter;  ///< empty when the plan has none
    std::optional<Value> pin;
    std::vector<Step> setup, main, teardown;
    std::string file;    ///< as given
    std::string source;  ///< the file's bytes; its SHA-256 goes into every run
};

struct Loaded {
    std::optional<Plan> plan;  ///< only when there are no problems
    std::vector<Problem> problems;
};

/// Anything shorter could not be hidden in records and logs: it could not be told from other text.
constexpr std::size_t shortest_secret = 4;

/// What these settings of a file hold that is allowed but not advised.
[[nodiscard]] std::optional<Problem> warning_about(const std::map<std::string, Value>& settings,
                                                   const std::string& file);

/// Where a plan's `image:` is looked for after the plan's own folder.
struct LoadOptions {
    Catalogue catalogue;
    std::string firmware_directory;
};

/// Reads and checks a plan; finds every mistake in one pass. Does not throw on bad input.
[[nodiscard]] Loaded load(const std::string& file, const LoadOptions& options);

}  // namespace stapel::plan
