#include "flasher/flash.hpp"
#include "flasher/image/fit.hpp"
#include "flasher/module_image.hpp"
#include "station/run/step_context.hpp"
#include "station/steps/catalogue.hpp"
#include "station/steps/rom.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

namespace stapel::steps {
namespace {

/// The plan's image with the module's own serial in it. Everything that can be wrong is found before erasing.
flasher::Image image_for(run::StepContext& context, flasher::An3155& rom) {
    static_cast<void>(check_serial(context, rom));
    const auto& serial = context.facts().known_serial();  // a try that was cut short may have erased the chip's
    if (serial.empty()) throw Failure(Code::serial_missing);
    const auto& prepared = context.prepared();
    if (!prepared.image) throw Failure(Code::image_unusable, "the plan has neither `image:` nor `release:`");
    const auto& file = *prepared.image;
    if (!prepared.chips.empty() && std::ranges::find(prepared.chips, rom.chip().name) == prepared.chips.end())
        throw Failure(Code::image_unusable,
                      fmt::format("the release {} is for {}, the module has {}", prepared.plan.release,
                                  fmt::join(prepared.chips, ", "), rom.chip().name));
    if (const auto problem = problem_on(file, rom.chip())) throw Failure(Code::image_unusable, to_text(*problem));
    auto image = file.image;
    image.patch(rom.chip().flash_start + flasher::serial_offset, flasher::encode_serial(serial));
    return image;
}

/// The step's work, which may begin again at a slower rate: what was done stays done.
class HostFlash {
public:
    explicit HostFlash(run::StepContext& context) : context_(context) {}

    void work(const RomEntry& entry) {
        try {
            if (!written_) write(entry);
            written_ = true;
            if (context_.text("protect") != "none")
                entry.rom.protect(context_.tempo().answer_wait(context_.duration("patience")));
        } catch (const Failure&) {
            retries_ += entry.rom.retries();
            throw;
        }
        retries_ += entry.rom.retries();
    }

    void tell() {
        context_.measure("bytes", static_cast<double>(bytes_));
        context_.measure("duration", static_cast<double>(to_ms(context_.tempo().module_time(taken_))));
        context_.measure("retries", static_cast<double>(retries_));
        context_.measure("uid", context_.facts().uid);
        context_.measure("protection", context_.text("protect"));
    }

private:
    void write(const RomEntry& entry) {
        const auto uid = read_uid(context_, entry.rom);
        const auto image = image_for(context_, entry.rom);
        if (!journal_) {
            journal_ = journal_for(uid, image);
            start_ = context_.clock().now();
        }
        bytes_ = flasher::write_image(entry.rom, image, job_for(entry)).bytes_written;
        taken_ = context_.clock().now() - start_;
        context_.facts().serial = context_.facts().known_serial();  // it stands in the chip now, and was verified
    }

    [[nodiscard]] flasher::Erase erase() const {
        return context_.text("erase") == "all" ? flasher::Erase::all : flasher::Erase::by_map;
    }

    [[nodiscard]] flasher::Job job_for(const RomEntry& entry) {
        flasher::Job job;
        job.erase = erase();
        job.progress = [this](std::size_t done, std::size_t total) {
            context_.progress(static_cast<std::int64_t>(done), static_cast<std::int64_t>(total), "byte");
        };
        job.journal = &*journal_;
        job.leave_noisy_line = entry.slower_left;
        job.note = [this](std::string word) { context_.log("info", std::move(word)); };
        return job;
    }

    [[nodiscard]] flasher::FlashJournal journal_for(const std::string& uid, const flasher::Image& image) const {
        if (context_.flash_journals().empty()) return {};
        return {context_.flash_journals(), {.uid = uid, .image = flasher::digest_of(image),
                                            .whole_chip = erase() == flasher::Erase::all}};
    }

    run::StepContext& context_;
    std::optional<flasher::FlashJournal> journal_;
    TimePoint start_{};
    Duration taken_{};
    std::size_t bytes_ = 0;
    int retries_ = 0;
    bool written_ = false;
};

}  // namespace

void host_flash(run::StepContext& context) {
    HostFlash flash(context);
    work_in_rom(context, [&](const RomEntry& entry) { flash.work(entry); });
    flash.tell();
}

}  // namespace stapel::steps
