#pragma once

#include "firmware/module/store.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <vector>

enum class FlashFamily { stm32f405, stm32l476 };

/// The two units of the settings with the rules of a chip's flash (dialect 4). Its power fails where the test says:
/// from there on nothing is erased or programmed until `power_on`.
class FailingFlash {
public:
    static constexpr std::uint32_t unit = 2048;

    explicit FailingFlash(FlashFamily family) : family_(family) {}

    stapel::firmware::Hal hal() {
        stapel::firmware::Hal hal{};
        hal.context = this;
        hal.flash_read = read;
        hal.settings_erase = erase;
        hal.settings_program = program;
        return hal;
    }
    static stapel::firmware::Board board() {
        stapel::firmware::Board board{};
        board.settings_offset = 0;
        board.settings_unit = unit;
        return board;
    }

    stapel::firmware::StoreHealth load(stapel::firmware::Stored& stored) {
        return stapel::firmware::load(hal(), board(), stored);
    }
    stapel::firmware::StoreHealth peek(stapel::firmware::Stored& stored) {
        return stapel::firmware::peek(hal(), board(), stored);
    }
    bool save(const stapel::firmware::Stored& stored) { return stapel::firmware::save(hal(), board(), stored); }

    /// Power fails when that many more bytes have been programmed, in the middle of a word too.
    void cut_after_bytes(std::size_t count) { bytes_left_ = count; }
    /// Power fails in the erase after `count` whole ones: only the cells that `becomes_erased` names become FF.
    void cut_in_erase(int count, std::function<bool(std::uint32_t)> becomes_erased) {
        erases_left_ = count;
        torn_ = std::move(becomes_erased);
    }
    void power_on() {
        powered_ = true;
        bytes_left_.reset();
        erases_left_.reset();
    }

    void wear_out(int copy) { worn_[copy] = true; }

    std::size_t programmed = 0, erased = 0;  ///< bytes, units; since the test set them
    int misuses = 0;                         ///< calls against the rules of hal.hpp or of the family
    std::vector<std::uint8_t> cells = std::vector<std::uint8_t>(2 * unit, 0xFF);

private:
    static FailingFlash& self(void* context) { return *static_cast<FailingFlash*>(context); }

    static void read(void* context, std::uint32_t offset, std::uint8_t* into, std::size_t length) {
        std::memcpy(into, self(context).cells.data() + offset, length);
    }

    static void erase(void* context, int copy) { self(context).erase_unit(copy); }
    static void program(void* context, int copy, std::uint32_t offset, const std::uint8_t* bytes, std::size_t length) {
        self(context).program_bytes(copy, offset, bytes, length);
    }

    void erase_unit(int copy) {
        if (!powered_ || worn_[copy]) return;
        const bool whole = !erases_left_ || *erases_left_ > 0;
        for (std::uint32_t at = 0; at < unit; ++at)
            if (whole || torn_(at)) cells[static_cast<std::size_t>(copy) * unit + at] = 0xFF;
        powered_ = whole;
        if (erases_left_) --*erases_left_;
        ++erased;
    }

    void program_bytes(int copy, std::uint32_t offset, const std::uint8_t* bytes, std::size_t length) {
        if (offset % 8 != 0 || length % 8 != 0 || offset + length > unit) ++misuses;
        const std::size_t word = family_ == FlashFamily::stm32f405 ? 4 : 8;
        std::uint8_t* place = cells.data() + static_cast<std::size_t>(copy) * unit + offset;
        for (std::size_t at = 0; at < length && !worn_[copy]; at += word) program_word(place + at, bytes + at, word);
    }

    void program_word(std::uint8_t* place, const std::uint8_t* bytes, std::size_t word) {
        const bool refused = family_ == FlashFamily::stm32l476 &&
                             std::any_of(place, place + word, [](std::uint8_t cell) { return cell != 0xFF; });
        if (powered_ && refused) ++misuses;
        for (std::size_t at = 0; at < word && !refused; ++at) {
            if (bytes_left_ && *bytes_left_ == 0) powered_ = false;
            if (!powered_) return;
            place[at] &= bytes[at];
            if (bytes_left_) --*bytes_left_;
            ++programmed;
        }
    }

    FlashFamily family_;
    bool powered_ = true;
    bool worn_[2] = {};
    std::optional<std::size_t> bytes_left_;
    std::optional<int> erases_left_;
    std::function<bool(std::uint32_t)> torn_;
};
