#pragma once

#include "ui/app/look/text_line.hpp"

#include <array>

namespace stapel::app {

/// Texts of everything that is on the operator's screen or lies over any screen.
inline constexpr auto texts_operator = std::to_array<TextLine>({
    // verdict words (style of the operator's screen)
    {"state.empty", "ПУСТО", "EMPTY"},
    {"state.ready", "ГОТОВ К ПУСКУ", "READY"},
    {"state.running", "ИДЁТ", "RUNNING"},
    {"state.pass", "ГОДЕН", "PASS"},
    {"state.fail", "БРАК", "FAIL"},
    {"state.trouble", "СТЕНД", "JIG"},
    {"state.stopped", "ПРЕРВАНО", "STOPPED"},
    {"state.manual", "ВРУЧНУЮ", "MANUAL"},
    {"state.short.ready", "ГОТОВ", "READY"},
    {"state.short.running", "ИДЁТ", "RUN"},
    {"state.short.stopped", "СТОП", "STOP"},
    {"state.short.manual", "РУЧН.", "HAND"},

    // operator's screen: a site's tile
    {"tile.run", "прогон {}", "run {}"},
    {"tile.insert", "Вложите модуль", "Insert the module"},
    {"tile.close", "Закройте крышку", "Close the lid"},
    {"tile.start", "F5 — старт", "F5 starts"},
    {"tile.take", "Выньте модуль", "Take the module out"},
    {"tile.asks", "Ждёт вашего ответа", "Waits for your answer"},
    {"tile.waits", "Ждёт прибор: {}", "Waits for the {}"},
    {"tile.manual", "Стендом управляет инженер", "An engineer drives the jig"},
    {"tile.short.insert", "Вложите", "Insert"},
    {"tile.short.close", "Закройте", "Close lid"},
    {"tile.short.take", "Выньте", "Take out"},
    {"tile.short.asks", "Вопрос", "Question"},
    {"tile.short.waits", "Ждёт", "Waits"},
    {"tile.short.step", "шаг {} из {}", "step {} of {}"},
    {"tile.short.fail", "В лоток", "To the tray"},
    {"tile.short.trouble", "Внимание", "Attention"},
    {"tile.short.stopped", "Повторите", "Repeat"},
    {"tile.short.manual", "Инженер", "Engineer"},
    {"tile.call", "Позовите инженера", "Call the engineer"},

    // operator's screen: the next action
    {"next.at", "Позиция {}: {}", "Site {}: {}"},
    {"next.verdict", "{}. {}", "{}. {}"},
    {"next.acknowledge", "{}, затем\u00A0F8", "{}, then\u00A0F8"},
    {"next.records", "Записи не сохраняются: позовите инженера", "Records are not stored: call the engineer"},
    {"next.answer", "ответьте на вопрос", "answer the question"},
    {"next.scan", "считайте этикетку модуля", "scan the module's label"},
    {"next.insert", "вложите модуль {} и закройте крышку", "insert module {} and close the lid"},
    {"next.close", "закройте крышку", "close the lid"},
    {"next.scan-and-close", "считайте этикетку и закройте крышку", "scan the label and close the lid"},
    {"next.start", "нажмите F5", "press F5"},
    {"next.stopped", "прогон прерван. F5 — повторить, или выньте модуль", "the run was stopped. F5 repeats it, or take the module out"},
    {"next.wait", "Ждите: идёт проверка", "Wait: modules are being tested"},
    {"next.manual", "Стендом управляет инженер", "An engineer drives the jig"},
    {"next.no-sites", "В оснастке нет позиций", "The fixture has no sites"},

    // status bar
    {"status.station", "Станция {}", "Station {}"},
    {"status.order", "Заказ {}", "Order {}"},
    {"status.order-done", "Заказ {}: {} из {}", "Order {}: {} of {}"},
    {"status.plan", "План {}, версия {}", "Plan {}, version {}"},
    {"status.firmware", "Прошивка {} {}", "Firmware {} {}"},
    {"status.operator", "Оператор {}", "Operator {}"},
    {"status.today", "Сегодня годных {}, брак {}", "Today {} passed, {} failed"},
    {"status.today-yield", "Сегодня годных {}, брак {}, с первого раза {} %", "Today {} passed, {} failed, {}% at the first attempt"},
    {"status.records-safe", "✓ записи сохранены", "✓ records are safe"},
    {"status.records-lost", "! ЗАПИСИ НЕ СОХРАНЯЮТСЯ", "! RECORDS ARE NOT STORED"},
    {"status.virtual", "ВИРТУАЛЬНАЯ ОСНАСТКА ×{}", "VIRTUAL FIXTURE ×{}"},

    // what was scanned or typed
    {"scan.title", "Сканер:", "Scanner:"},
    {"scan.empty", "этикетка модуля или код команды", "a module's label or a command code"},

    // keys F1 to F12
    {"key.help", "Помощь", "Help"},
    {"key.operator", "Оператор", "Operator"},
    {"key.site", "Позиция", "Site"},
    {"key.engineer", "Инженер", "Engineer"},
    {"key.start", "Старт", "Start"},
    {"key.stop", "Стоп", "Stop"},
    {"key.stop-all", "Стоп все", "Stop all"},
    {"key.acknowledge", "Принято", "Seen"},
    {"key.history", "История", "History"},
    {"key.settings", "Настройки", "Settings"},
    {"key.scrap", "Списать", "Scrap"},
    {"key.language", "English", "Русский"},

    // help
    {"help.keys", "Клавиши", "Keys"},
    {"help.help", "эта страница", "this page"},
    {"help.operator", "экран оператора: все позиции", "the operator's screen: all sites"},
    {"help.site", "выбранная позиция: шаги, измерения, обмен", "the chosen site: steps, measurements, exchange"},
    {"help.engineer", "журнал, обмен по времени, стенд вручную", "log, exchange over time, jig by hand"},
    {"help.start", "начать или повторить прогон на выбранной позиции", "start or repeat the run at the chosen site"},
    {"help.stop", "остановить выбранную позицию", "stop the chosen site"},
    {"help.stop-all", "остановить все позиции", "stop all sites"},
    {"help.acknowledge", "итог прогона принят к сведению", "the verdict was seen"},
    {"help.history", "история: поиск по IMEI, ICCID, номеру", "history: search by IMEI, ICCID, serial"},
    {"help.settings", "настройки: порты, язык, масштаб, звук", "settings: ports, language, scale, sounds"},
    {"help.scrap", "списать модуль последнего прогона", "scrap the module of the last run"},
    {"help.language", "язык: русский или английский", "language: Russian or English"},
    {"help.arrows", "выбрать позицию", "choose a site"},
    {"help.escape", "стереть набранное", "clear what was typed"},
    {"help.codes", "Коды команд", "Command codes"},
    {"help.codes-what", "Сканер читает их с листа вместо клавиш.", "The scanner reads them from a sheet in place of keys."},
    {"help.code-start", "старт (F5)", "start (F5)"},
    {"help.code-stop", "стоп (F6)", "stop (F6)"},
    {"help.code-retry", "повторить прогон (F5)", "repeat the run (F5)"},
    {"help.code-scrap", "списать модуль (F11)", "scrap the module (F11)"},
    {"help.code-ack", "итог принят (F8)", "the verdict was seen (F8)"},
    {"help.codes-site", "С номером позиции, например STAPEL-START-3, код действует на неё, без номера — на выбранную.",
     "With a site's number, as in STAPEL-START-3, a code is for that site; without one, for the chosen site."},
    {"help.print", "Напечатать лист кодов", "Print the sheet of codes"},
    {"help.close", "F1 Закрыть", "F1 Close"},

    // a step's question
    {"prompt.site", "Вопрос на позиции {}", "A question at site {}"},
    {"prompt.more", "Ещё {} вопрос ждёт ответа|Ещё {} вопроса ждут ответа|Ещё {} вопросов ждут ответа",
     "{} more question waits|{} more questions wait"},
    {"prompt.no-picture", "Рисунок {} показать нельзя", "The picture {} cannot be shown"},
    {"choice.yes", "Да", "Yes"},
    {"choice.no", "Нет", "No"},
    {"choice.ok", "Готово", "Done"},
    {"choice.good", "Годен", "Good"},
    {"choice.bad", "Брак", "Bad"},
    {"choice.retry", "Повторить", "Repeat"},
    {"choice.skip", "Пропустить", "Skip"},

    // the question before the end
    {"quit.question", "Идут прогоны. Остановить их и закрыть программу?", "Runs are under way. Stop them and close the program?"},
    {"quit.what", "Питание модулей будет снято, прогоны запишутся как прерванные.",
     "The modules are switched off and their runs are recorded as stopped."},
    {"quit.yes", "Остановить и закрыть", "Stop and close"},
    {"quit.no", "Продолжить работу", "Go on working"},

    // before and instead of work
    {"waiting.title", "Станция готовится к работе", "The station is getting ready"},
    {"trouble.title", "Станция не может начать работу", "The station cannot begin its work"},
    {"trouble.close", "Закрыть (Esc)", "Close (Esc)"},

    // why nothing can begin at a site (the words of Station::start_run and manual_begin)
    {"refused.no_site", "Такой позиции нет", "There is no such site"},
    {"refused.not_started", "Станция ещё не запущена", "The station has not started yet"},
    {"refused.ended", "Позиция завершила работу", "The site has ended its work"},
    {"refused.running", "Прогон уже идёт", "A run is under way already"},
    {"refused.unacknowledged", "Сначала подтвердите итог прогона", "Acknowledge the verdict first"},
    {"refused.manual", "Стендом управляют вручную", "The jig is driven by hand"},
    {"refused.jig_away", "Стенд не отвечает: проверьте питание и кабель", "The jig does not answer: check its supply and cable"},
    {"refused.lid_open", "Закройте крышку", "Close the lid"},
    {"refused.nest_empty", "Вложите модуль и закройте крышку", "Put a module into the nest and close the lid"},

    // what was just done or could not be done
    {"notice.unreadable", "Код {} не понят: нужна этикетка модуля (S…, I…, C…) или код команды STAPEL-…",
     "The code {} is neither a module's label (S…, I…, C…) nor a command code STAPEL-…"},
    {"notice.elsewhere", "Модуль {} уже на позиции {}", "Module {} is at site {} already"},
    {"notice.no-free-site", "Для модуля {} нет свободной позиции: дождитесь конца прогона или подтвердите итог (F8)",
     "No site is free for module {}: wait for a run to end, or acknowledge a verdict (F8)"},
    {"notice.nothing-to-stop", "На позиции {} прогон не идёт", "No run is under way at site {}"},
    {"notice.nothing-to-acknowledge", "Подтверждать нечего", "There is nothing to acknowledge"},
    {"notice.nothing-to-scrap", "На позиции {} нет модуля с законченным прогоном", "Site {} has no module whose run has ended"},
    {"notice.scrapped", "Модуль {} списан", "Module {} is scrapped"},
    {"notice.not-scrapped", "Модуль {} не списан: {}", "Module {} is not scrapped: {}"},
    {"notice.quitting", "Программа закрывается: питание модулей снимается, прогоны записываются",
     "The program is closing: modules are switched off, runs are recorded"},
    {"notice.sheet-printed", "Лист кодов отправлен на принтер; он же в файле {}", "The sheet of codes went to the printer; it is in {} too"},
    {"notice.sheet", "Принтера нет: лист кодов в файле {}", "There is no printer: the sheet of codes is in {}"},
    {"notice.no-sheet", "Лист кодов не сделан: {}", "The sheet of codes could not be made: {}"},
});

}  // namespace stapel::app
