#include "flasher/flash.hpp"
#include "flasher/image/fit.hpp"
#include "station/run/step_context.hpp"
#include "station/steps/catalogue.hpp"
#include "station/steps/rom.hpp"
#include "station/steps/unit_data.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <optional>

namespace stapel::steps {
namespace {

/// The plan's image with what is the module's own in it. Everything that can be wrong is found before erasing.
flasher::Image image_for(run::StepContext& context, flasher::Bootloader& rom, const std::string& uid) {
    static_cast<void>(check_serial(context, rom));
    const auto& prepared = context.prepared();
    if (!prepared.image) throw Failure(Code::image_unusable, "the plan has neither `image:` nor `release:`");
    const auto& file = *prepared.image;
    if (!prepared.chips.empty() && std::ranges::find(prepared.chips, rom.chip().name) == prepared.chips.end())
        throw Failure(Code::image_unusable,
                      fmt::format("the release {} is for {}, the module has {}", prepared.plan.release,
                                  fmt::join(prepared.chips, ", "), rom.chip().name));
    if (const auto problem = problem_on(file, rom.chip())) throw Failure(Code::image_unusable, to_text(*problem));
    auto image = file.image;
    personalise(context, rom.chip(), uid, image);
    return image;
}

/// The step's work, which may begin again at a slower rate: what was done stays done.
class HostFlash {
public:
    explicit HostFlash(run::StepContext& context) : context_(context) {}

    void write(flasher::Bootloader& rom, bool slower_left) {
        if (written_) return;
        uid_ = rom.uid();
        const auto image = image_for(context_, rom, uid_);
        if (!journal_) {
            journal_ = journal_for(image);
            start_ = context_.clock().now();
        }
        bytes_ = flasher::write_image(rom, image, job_for(slower_left)).bytes_written;
        taken_ = context_.clock().now() - start_;
        written_ = true;
    }

    [[nodiscard]] bool protects() const { return context_.text("protect") != "none"; }

    void protect(flasher::An3155& rom) const {
        if (protects()) rom.protect(context_.tempo().answer_wait(context_.duration("patience")));
    }

    void add_retries(int retries) { retries_ += retries; }

    void tell() {
        context_.measure("bytes", static_cast<double>(bytes_));
        context_.measure("duration", static_cast<double>(to_ms(context_.tempo().module_time(taken_))));
        context_.measure("retries", static_cast<double>(retries_));
        context_.measure("uid", uid_);
        context_.measure("protection", context_.text("protect"));
    }

private:
    [[nodiscard]] flasher::Erase erase() const {
        return context_.text("erase") == "all" ? flasher::Erase::all : flasher::Erase::by_map;
    }

    [[nodiscard]] flasher::Job job_for(bool slower_left) {
        flasher::Job job;
        job.erase = erase();
        job.progress = [this](std::size_t done, std::size_t total) {
            context_.progress(static_cast<std::int64_t>(done), static_cast<std::int64_t>(total), "byte");
        };
        job.journal = &*journal_;
        job.leave_noisy_line = slower_left;
        job.note = [this](std::string word) { context_.log("info", std::move(word)); };
        return job;
    }

    [[nodiscard]] flasher::FlashJournal journal_for(const flasher::Image& image) const {
        if (context_.flash_journals().empty()) return {};
        return {context_.flash_journals(), {.uid = uid_, .image = flasher::digest_of(image),
                                            .whole_chip = erase() == flasher::Erase::all}};
    }

    run::StepContext& context_;
    std::optional<flasher::FlashJournal> journal_;
    std::string uid_;
    TimePoint start_{};
    Duration taken_{};
    std::size_t bytes_ = 0;
    int retries_ = 0;
    bool written_ = false;
};

/// Calls `work` and counts what the ROM's line repeated in it, however it ends.
void counted(HostFlash& flash, const flasher::Bootloader& rom, const std::function<void()>& work) {
    try {
        work();
    } catch (const Failure&) {
        flash.add_retries(rom.retries());
        throw;
    }
    flash.add_retries(rom.retries());
}

void flash_over_uart(run::StepContext& context, HostFlash& flash) {
    work_over_uart(context, [&](const UartRom& entry) {
        counted(flash, entry.rom, [&] {
            flash.write(entry.rom, entry.slower_left);
            flash.protect(entry.rom);
        });
    });
}

void flash_over_usb(run::StepContext& context, HostFlash& flash) {
    work_over_usb(context, [&](flasher::DfuSe& rom) { counted(flash, rom, [&] { flash.write(rom, false); }); });
    if (flash.protects()) flash_over_uart(context, flash);  // the bootloader on USB has no command for it
}

}  // namespace

void host_flash(run::StepContext& context) {
    HostFlash flash(context);
    if (is_over_usb(context)) flash_over_usb(context, flash);
    else flash_over_uart(context, flash);
    flash.tell();
}

}  // namespace stapel::steps
