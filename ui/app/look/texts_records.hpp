#pragma once

#include "ui/app/look/text_line.hpp"

#include <array>

namespace stapel::app {

/// Texts of history and settings.
inline constexpr auto texts_records = std::to_array<TextLine>({
    // words of records
    {"unit-state.new", "не проверен", "not judged"},
    {"unit-state.passed", "годен", "passed"},
    {"unit-state.failed", "брак", "failed"},
    {"unit-state.repair", "в ремонте", "in repair"},
    {"unit-state.scrapped", "списан", "scrapped"},
    {"unit-state.shipped", "отгружен", "shipped"},
    {"operation.line", "Линия", "Line"},
    {"operation.sim", "SIM-чип", "SIM"},
    {"operation.repair", "Ремонт", "Repair"},

    // history
    {"history.hint", "IMEI, ICCID или номер модуля", "IMEI, ICCID or serial"},
    {"history.newest", "Последние модули", "The newest modules"},
    {"history.found", "Найден {} модуль|Найдено {} модуля|Найдено {} модулей", "{} module found|{} modules found"},
    {"history.searching", "Идёт поиск…", "Searching…"},
    {"history.nothing", "По «{}» ничего не найдено. Проверьте номер или считайте этикетку ещё раз.",
     "Nothing begins with “{}”. Check the number, or scan the label again."},
    {"history.no-units", "В базе ещё нет ни одного модуля", "There is no module on record yet"},
    {"history.problem", "Записи нельзя прочитать: {}", "The records cannot be read: {}"},
    {"history.meter", "Счётчик", "Meter"},
    {"history.order", "Заказ", "Order"},
    {"history.mark", "{}: {}, отметил {}", "{}: {}, marked by {}"},
    {"history.units", "Поиск", "Search"},
    {"history.runs", "Прогоны", "Runs"},
    {"history.steps", "Шаги и измерения", "Steps and measurements"},
    {"history.tape", "Обмен", "Exchange"},
    {"history.all-channels", "Все каналы", "All channels"},
    {"history.step", "Шаг", "Step"},
    {"history.keys", "Tab — дальше, ↑ ↓ ← → — выбор", "Tab goes on, ↑ ↓ ← → choose"},
    {"history.tape-of", "Прогон от {}", "Run of {}"},
    {"history.no-tape", "Обмен хранится только для прогонов, которые модуль не прошёл: у этого модуля таких нет",
     "The exchange is kept of runs that did not pass only: this module has none"},

    // settings
    {"settings.language", "Язык", "Language"},
    {"settings.russian", "Русский", "Русский"},
    {"settings.english", "English", "English"},
    {"settings.scale", "Масштаб", "Scale"},
    {"settings.scale-limited", "в окно входит {} %", "the window has room for {}%"},
    {"settings.sounds", "Звуки", "Sounds"},
    {"settings.on", "Включены", "On"},
    {"settings.off", "Выключены", "Off"},
    {"settings.station", "Станция", "Station"},
    {"settings.fixture", "Оснастка", "Fixture"},
    {"settings.virtual", "виртуальная, ускорение ×{}", "virtual, ×{} as fast"},
    {"settings.plan", "План", "Plan"},
    {"settings.version", "версия {}", "version {}"},
    {"settings.database", "База данных", "Database"},
    {"settings.records", "Записи", "Records"},
    {"settings.program", "Программа", "Program"},
    {"settings.ports", "Порты", "Ports"},
    {"settings.look-again", "Проверить порты", "Look at the ports"},
    {"settings.looking", "Порты проверяются…", "Looking at the ports…"},
    {"settings.usable", "можно открыть", "can be opened"},
    {"settings.unusable", "Закрытых портов: {}", "Ports that cannot be opened: {}"},
    {"settings.all-usable", "Все порты можно открыть", "All ports can be opened"},
    {"settings.shared", "общий", "shared"},
    {"settings.port-site", "Позиция", "Site"},
    {"settings.channel", "Канал", "Channel"},
    {"settings.address", "Адрес", "Address"},
    {"settings.state", "Состояние", "State"},
    {"settings.keys", "Tab — дальше, ← → — изменить", "Tab goes on, ← → change"},
});

}  // namespace stapel::app
