#pragma once

#include "firmware/module/module.hpp"
#include "tests/firmware/module/failing_flash.hpp"
#include "tests/fuzz/require.hpp"

#include <cstring>
#include <memory>

/// A started module with factory settings whose flash is just that of its settings.
struct ModuleOnFlash {
    ModuleOnFlash() {
        module->hal = flash.hal();
        module->hal.restart = [](void*) {};
        module->board = FailingFlash::board();
        std::strcpy(module->image.type, "NB02");
        std::strcpy(module->image.version, "v04v5.24.8415.3.1.1");
        stapel::firmware::set_factory(module->stored.settings);
        module->in_effect = module->stored.settings;
        require(flash.save(module->stored));
    }
    ModuleOnFlash(const ModuleOnFlash&) = delete;
    ModuleOnFlash& operator=(const ModuleOnFlash&) = delete;

    /// Whatever came in: the stored settings are possible, and flash holds the same.
    void require_valid() {
        const auto& settings = module->stored.settings;
        for (const auto& setting : stapel::firmware::settings_table)
            require(check_value(setting, value_of(settings, setting.id)) == stapel::firmware::SettingError::none);
        require(combination_problem(settings) == 0);
        stapel::firmware::Stored kept{};
        require(flash.peek(kept) == stapel::firmware::StoreHealth::good);
        require(std::memcmp(&kept.settings, &settings, sizeof settings) == 0);
        require(flash.misuses == 0);
    }

    FailingFlash flash{FlashFamily::stm32l476};
    std::unique_ptr<stapel::firmware::Module> module = std::make_unique<stapel::firmware::Module>();
};
