#include "station/base/characters.hpp"
#include "ui/cli/meter_read.hpp"
#include "ui/cli/meter_write.hpp"
#include "ui/cli/module_device.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace stapel::cli {
namespace {

const std::vector<std::string> protocols{"auto", "iec", "dlms"}, clients{"16", "32", "48"};

/// One way of asking at a time.
void check_ways(const ReadOptions& options) {
    const auto ways = {options.readout, options.quick, options.list, options.group, options.no_session};
    if (std::ranges::count(ways, true) > 1)
        throw UsageError("expected one of --readout, --quick, --list, --group and --no-session, found more: ask twice");
    const bool whole = options.readout || options.quick || options.list;
    if (whole && !options.items.empty())
        throw UsageError("expected no ITEM beside --readout, --quick and --list, found '" + options.items.front() +
                         "': they tell everything");
    if ((options.group || options.no_session) && options.items.empty())
        throw UsageError("expected an ITEM for --group and --no-session, found none: name a parameter, as in 'SNUMB()'");
}

void add_read(session::Command& meter) {
    auto sub = meter.subcommand("read", "Read a meter through an optical probe");
    sub.footer("An ITEM is a parameter of IEC 62056-21, NAME(ARGUMENT), or an object of DLMS, OBIS or OBIS:ATTRIBUTE\n"
               "(2 when left out). Without one: who the meter is, its clock and its energies. Without --protocol the\n"
               "item decides, or what the meter answers: it is asked by IEC 62056-21 first.\n"
               "Exit status 0: everything was told, 1: something was not, 3: the port cannot be opened.\n\n"
               "Example: stapel meter read --port serial:/dev/ttyUSB0\n"
               "         stapel meter read --port serial:/dev/ttyUSB0 'VOLTA()' 'EMD01(0.0,F)'\n"
               "         stapel meter read --port serial:/dev/ttyUSB0 --client 16 0.0.42.0.0.255 1.0.1.8.0.255:3");
    const auto options = std::make_shared<ReadOptions>();
    add_meter_options(sub, options->meter);
    sub.option("--protocol", options->protocol, "Protocol of the optical port").default_shown().one_of(protocols);
    sub.option("--client", options->client, "Client of DLMS: public, reader or configurator")
        .default_shown()
        .one_of(clients);
    sub.flag("--gmac", options->gmac, "Client 48 proposes mechanism 5 (GMAC)");
    sub.flag("--readout", options->readout, "The readout of IEC 62056-21");
    sub.flag("--quick", options->quick, "The quick readout, option 6");
    sub.flag("--list", options->list, "The object list of DLMS: class, version and OBIS");
    sub.flag("--group", options->group, "All items in one question, GRPNM");
    sub.flag("--no-session", options->no_session, "Ask without a session and without a password");
    sub.flag("--json", options->json, "Print JSON");
    sub.option("ITEM", options->items, "What to read");
    sub.does([options] {
        check(options->meter);
        check_ways(*options);
        return guarded("meter read", [&options] { return read_meter(*options); });
    });
}

void check_items(const std::vector<std::string>& items) {
    for (const std::string& item : items) {
        const bool command = item == "CTIME";
        const bool whole = item.find('(') != std::string::npos && item.ends_with(')');
        const bool fits = std::ranges::all_of(item, is_printable) && item.find_first_of("/!") == std::string::npos;
        if (!fits || (!whole && !command))
            throw UsageError(fmt::format("ITEM: expected NAME(VALUE), found '{}': write the value between brackets, as "
                                         "in 'ACT02(F)'", item));
    }
}

void add_write(session::Command& meter) {
    auto sub = meter.subcommand("write", "Write parameters of a meter by IEC 62056-21 through an optical probe");
    sub.footer("In a session with --password; --no-session sends the password along instead, and without --address\n"
               "that is to all meters on the line, which do not answer. --broadcast sends CTIME, CTIME(+05) or\n"
               "MCVAL(id,tim,val).\n"
               "Exit status 0: written, or sent to all, 1: refused or no answer, 3: the port cannot be opened.\n\n"
               "Example: stapel meter write --port serial:/dev/ttyUSB0 'ACT02(F)' 'SPD02(5)'");
    const auto options = std::make_shared<WriteOptions>();
    add_meter_options(sub, options->meter);
    sub.flag("--group", options->group, "All items in one message, GRPNM");
    sub.flag("--no-session", options->no_session, "Without a session");
    sub.flag("--broadcast", options->broadcast, "To all meters on the line, without a password");
    sub.option("ITEM", options->items, "NAME(VALUE)").required();
    sub.does([options] {
        check(options->meter);
        check_items(options->items);
        if (options->group + options->no_session + options->broadcast > 1)
            throw UsageError("expected one of --group, --no-session and --broadcast, found more: write twice");
        return guarded("meter write", [&options] { return write_meter(*options); });
    });
}

}  // namespace

void add_meter_command(session::Command& program) {
    auto command = program.subcommand("meter", "Read and write a real meter through an optical probe");
    command.footer("Example: stapel meter read --port serial:/dev/ttyUSB0");
    command.require_subcommand();
    add_read(command);
    add_write(command);
}

}  // namespace stapel::cli
