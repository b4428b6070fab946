#include "station/base/failure.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

namespace stapel {
namespace {

using enum Fault;

constexpr std::string_view red_tray_en = "Put the module into the red tray", red_tray_ru = "Положите модуль в красный лоток";
constexpr std::string_view call_en = "Call the engineer", call_ru = "Позовите инженера";

constexpr std::array table{
    FailureText{Code::internal, "E-101", station, "The program met a state that it does not know",
                "Программа попала в неизвестное ей состояние", call_en, call_ru},
    FailureText{Code::channel_missing, "E-102", station, "The fixture file has no such channel for this site",
                "В файле оснастки нет такого канала для этой позиции", "Add the channel to the fixture file",
                "Добавьте канал в файл оснастки"},
    FailureText{Code::channel_not_permitted, "E-103", station, "The channel is there but may not be opened",
                "Канал есть, но нет прав его открыть", "Install the udev rules or join the group named in the message",
                "Установите правила udev или войдите в группу, названную в сообщении"},
    FailureText{Code::channel_busy, "E-104", station, "Another process holds the channel",
                "Канал занят другим процессом", "Close the program named in the message",
                "Закройте программу, названную в сообщении"},
    FailureText{Code::channel_gone, "E-105", jig, "The channel is not there or went away",
                "Канал отсутствует или пропал", "Check the cable between the station and the jig",
                "Проверьте кабель между станцией и стендом"},
    FailureText{Code::channel_unusable, "E-106", station, "The channel cannot be used", "Канал не удаётся использовать",
                call_en, call_ru},
    FailureText{Code::line_settings_refused, "E-107", station, "The port does not keep the line settings it was given",
                "Порт не сохраняет заданные параметры линии", "Use an adapter that can do 8E1",
                "Возьмите адаптер, который умеет 8E1"},
    FailureText{Code::image_unusable, "E-108", station, "The firmware image cannot be used",
                "Образ прошивки использовать нельзя", call_en, call_ru},
    FailureText{Code::step_timed_out, "E-109", station, "The step did not end in its time",
                "Шаг не завершился за отведённое время", call_en, call_ru},
    FailureText{Code::records_lost, "E-110", station, "The records cannot be stored", "Записи не удаётся сохранить",
                "Free space on the disk or repair it, then start again",
                "Освободите место на диске или исправьте его и запустите снова"},
    FailureText{Code::instrument_leased, "E-111", station, "A shared instrument was not free in time",
                "Общий прибор не освободился вовремя", "Look at which site holds it", "Посмотрите, какая позиция его держит"},

    FailureText{Code::no_current, "E-201", module, "The module draws no current", "Модуль не потребляет ток",
                red_tray_en, red_tray_ru},
    FailureText{Code::supply_shorted, "E-202", module, "The module shorts its supply",
                "Модуль замыкает своё питание", red_tray_en, red_tray_ru},
    FailureText{Code::current_out_of_limits, "E-203", module, "The module's current is outside its limits",
                "Ток модуля вне допуска", red_tray_en, red_tray_ru},
    FailureText{Code::rom_silent, "E-210", module, "The ROM bootloader does not answer",
                "Загрузчик в ПЗУ не отвечает", red_tray_en, red_tray_ru},
    FailureText{Code::rom_lost_sync, "E-211", module, "The dialogue with the ROM bootloader broke down",
                "Диалог с загрузчиком в ПЗУ сорвался", "Clean the nest's contacts, then try again",
                "Очистите контакты гнезда и повторите"},
    FailureText{Code::rom_refused, "E-212", module, "The ROM bootloader refused a command",
                "Загрузчик в ПЗУ отверг команду", red_tray_en, red_tray_ru},
    FailureText{Code::chip_unknown, "E-213", module, "The microcontroller is not one that the plan may flash",
                "Микроконтроллер не тот, который план может прошивать", red_tray_en, red_tray_ru},
    FailureText{Code::flash_mismatch, "E-214", module, "The flash does not hold what was written",
                "Во флеш-памяти не то, что записано", red_tray_en, red_tray_ru},
    FailureText{Code::chip_protected, "E-215", module, "The microcontroller is read protected",
                "Микроконтроллер защищён от чтения", "Put the module into the repair tray",
                "Положите модуль в лоток ремонта"},
    FailureText{Code::chip_write_protected, "E-216", module, "Part of the flash is write protected",
                "Часть флеш-памяти защищена от записи", "Put the module into the repair tray",
                "Положите модуль в лоток ремонта"},
    FailureText{Code::erase_failed, "E-217", module, "The flash cannot be erased", "Флеш-память не стирается",
                red_tray_en, red_tray_ru},
    FailureText{Code::serial_missing, "E-218", module, "No serial was scanned and the module has none",
                "Серийный номер не считан, а в модуле его нет", "Scan the module's label, then try again",
                "Считайте этикетку модуля и повторите"},
    FailureText{Code::serial_differs, "E-219", module, "The module holds another serial than its label",
                "В модуле другой серийный номер, чем на этикетке", "Put module and label into the repair tray",
                "Положите модуль с этикеткой в лоток ремонта"},
    FailureText{Code::boot_silent, "E-220", module, "The module does not start", "Модуль не запускается",
                red_tray_en, red_tray_ru},
    FailureText{Code::boot_image_rejected, "E-221", module, "The module rejects its own firmware",
                "Модуль отвергает свою прошивку", red_tray_en, red_tray_ru},
    FailureText{Code::boot_identity_differs, "E-222", module, "The module names another type, version or serial",
                "Модуль называет другой тип, версию или номер", red_tray_en, red_tray_ru},
    FailureText{Code::boot_not_ready, "E-223", module, "The module starts but does not get ready",
                "Модуль запускается, но не выходит на готовность", red_tray_en, red_tray_ru},
    FailureText{Code::boot_brownout, "E-224", module, "The module restarts because its supply dips",
                "Модуль перезапускается из-за просадки питания", red_tray_en, red_tray_ru},
    FailureText{Code::boot_selftest, "E-225", module, "The module's self-test found a bad part",
                "Самотестирование модуля нашло неисправность", red_tray_en, red_tray_ru},
    FailureText{Code::console_garbled, "E-226", module, "The module's console cannot be read",
                "Консоль модуля не читается", "Clean the nest's contacts, then try again",
                "Очистите контакты гнезда и повторите"},
    FailureText{Code::measurement_out_of_limits, "E-227", module, "A measurement is outside its limits",
                "Измерение вне допуска", red_tray_en, red_tray_ru},
    FailureText{Code::inspection_failed, "E-228", module, "The person at the jig found the module faulty",
                "Человек у стенда нашёл модуль неисправным", red_tray_en, red_tray_ru},

    FailureText{Code::modem_silent, "E-230", module, "The transceiver does not answer", "Приёмопередатчик не отвечает",
                red_tray_en, red_tray_ru},
    FailureText{Code::modem_restarts, "E-231", module, "The transceiver starts over again and again",
                "Приёмопередатчик снова и снова перезапускается", red_tray_en, red_tray_ru},
    FailureText{Code::modem_answer, "E-232", module, "The transceiver's answer makes no sense",
                "Ответ приёмопередатчика непонятен", red_tray_en, red_tray_ru},
    FailureText{Code::imei_blank, "E-233", module, "The transceiver has no IMEI", "В приёмопередатчике нет IMEI",
                red_tray_en, red_tray_ru},
    FailureText{Code::imei_invalid, "E-234", module, "The transceiver's IMEI is not a valid one",
                "IMEI приёмопередатчика неверен", red_tray_en, red_tray_ru},
    FailureText{Code::imei_differs, "E-235", module, "The transceiver has another IMEI than its label",
                "В приёмопередатчике другой IMEI, чем на этикетке", "Put module and label into the repair tray",
                "Положите модуль с этикеткой в лоток ремонта"},
    FailureText{Code::sim_absent, "E-236", module, "The transceiver sees no SIM", "Приёмопередатчик не видит SIM",
                red_tray_en, red_tray_ru},
    FailureText{Code::sim_pin, "E-237", module, "The SIM asks for a PIN that the station does not have",
                "SIM запрашивает PIN, которого у станции нет", "Put the module into the repair tray and ask for the PIN",
                "Положите модуль в лоток ремонта и запросите PIN"},
    FailureText{Code::sim_puk, "E-238", module, "The SIM is blocked and asks for its PUK",
                "SIM заблокирована и запрашивает PUK", "Put the module into the repair tray",
                "Положите модуль в лоток ремонта"},
    FailureText{Code::iccid_invalid, "E-239", module, "The SIM's ICCID is not a valid one", "ICCID SIM неверен",
                red_tray_en, red_tray_ru},
    FailureText{Code::iccid_differs, "E-240", module, "The SIM has another ICCID than the label",
                "В SIM другой ICCID, чем на этикетке", "Put module and label into the repair tray",
                "Положите модуль с этикеткой в лоток ремонта"},
    FailureText{Code::iccid_changed, "E-241", module, "The ICCID changed during the run", "ICCID изменился во время прогона",
                "Put the module into the repair tray", "Положите модуль в лоток ремонта"},
    FailureText{Code::sim_storage_full, "E-242", module, "The SIM has no room left for the settings",
                "На SIM нет места для настроек", "Put the module into the repair tray", "Положите модуль в лоток ремонта"},
    FailureText{Code::sim_write_lost, "E-243", module, "The SIM acknowledged a message and did not keep it",
                "SIM подтвердила запись сообщения, но не сохранила его", red_tray_en, red_tray_ru},
    FailureText{Code::sim_refused, "E-244", module, "The SIM refused a command", "SIM отвергла команду",
                red_tray_en, red_tray_ru},

    FailureText{Code::meter_silent, "E-250", module, "The module says nothing on its meter port (a meter shows ERR 05)",
                "Модуль молчит на порту счётчика (счётчик покажет ERR 05)", red_tray_en, red_tray_ru},
    FailureText{Code::meter_deaf, "E-251", module, "The module does not hear its meter (a meter shows ERR 05)",
                "Модуль не слышит счётчик (счётчик покажет ERR 05)", red_tray_en, red_tray_ru},
    FailureText{Code::meter_late, "E-252", module, "The link to the meter comes too late (a meter shows ERR 05)",
                "Связь со счётчиком устанавливается слишком поздно (счётчик покажет ERR 05)", red_tray_en, red_tray_ru},
    FailureText{Code::meter_garbled, "E-253", module, "The meter port runs at a wrong speed (a meter shows ERR 05)",
                "Порт счётчика работает на неверной скорости (счётчик покажет ERR 05)", red_tray_en, red_tray_ru},
    FailureText{Code::meter_bcc, "E-254", module, "The module sends wrong block checks to its meter (a meter shows ERR 05)",
                "Модуль передаёт счётчику неверные контрольные символы (счётчик покажет ERR 05)", red_tray_en, red_tray_ru},
    FailureText{Code::meter_parity, "E-255", module, "The module sends wrong parity to its meter (a meter shows ERR 05)",
                "Модуль передаёт счётчику неверную чётность (счётчик покажет ERR 05)", red_tray_en, red_tray_ru},
    FailureText{Code::meter_password, "E-256", module, "The module uses another meter password than it was given",
                "Модуль использует не тот пароль счётчика, который ему задан", red_tray_en, red_tray_ru},
    FailureText{Code::meter_link_broken, "E-257", module, "The dialogue with the meter breaks off (a meter shows ERR 05)",
                "Диалог со счётчиком обрывается (счётчик покажет ERR 05)", red_tray_en, red_tray_ru},
    FailureText{Code::meter_values_differ, "E-258", module, "The module passes on other values than the meter served",
                "Модуль передаёт не те значения, которые дал счётчик", red_tray_en, red_tray_ru},

    FailureText{Code::module_silent, "E-260", module, "The module does not answer on its meter port",
                "Модуль не отвечает по порту счётчика", red_tray_en, red_tray_ru},
    FailureText{Code::module_answer, "E-261", module, "The module's answer makes no sense", "Ответ модуля непонятен",
                red_tray_en, red_tray_ru},
    FailureText{Code::settings_refused, "E-262", module, "The module refuses a command or a setting",
                "Модуль отвергает команду или настройку", red_tray_en, red_tray_ru},
    FailureText{Code::settings_differ, "E-263", module, "The module's settings are not those of the profile",
                "Настройки модуля не соответствуют профилю", red_tray_en, red_tray_ru},
    FailureText{Code::not_registered, "E-264", module, "The module does not register in the network",
                "Модуль не регистрируется в сети", red_tray_en, red_tray_ru},
    FailureText{Code::registration_denied, "E-265", module, "The network refuses the module's SIM",
                "Сеть отказывает SIM модуля", "Put the module into the repair tray and ask the operator of the SIM",
                "Положите модуль в лоток ремонта и обратитесь к оператору SIM"},
    FailureText{Code::no_signal, "E-266", module, "The module receives no signal at all: antenna path open",
                "Модуль совсем не принимает сигнал: обрыв антенного тракта", red_tray_en, red_tray_ru},
    FailureText{Code::signal_weak, "E-267", module, "The module's signal is outside its limits", "Уровень сигнала вне допуска",
                red_tray_en, red_tray_ru},

    FailureText{Code::jig_silent, "E-301", jig, "The jig does not answer", "Стенд не отвечает",
                "Check the jig's supply and cable", "Проверьте питание и кабель стенда"},
    FailureText{Code::jig_answer, "E-302", jig, "The jig's answer makes no sense", "Ответ стенда непонятен",
                call_en, call_ru},
    FailureText{Code::jig_error, "E-303", jig, "The jig reports an error", "Стенд сообщает об ошибке", call_en, call_ru},
    FailureText{Code::jig_watchdog, "E-304", jig, "The jig's watchdog switched the output off",
                "Сторожевой таймер стенда снял питание", call_en, call_ru},
    FailureText{Code::jig_selftest, "E-305", jig, "The jig's self-test failed", "Самотестирование стенда не прошло",
                call_en, call_ru},
    FailureText{Code::jig_supply, "E-306", jig, "The jig's supply is not what was set",
                "Питание стенда не соответствует заданному", call_en, call_ru},
    FailureText{Code::jig_foreign, "E-307", jig, "The device on the control channel is no Stapel jig",
                "На канале управления не стенд Стапель", "Check the fixture file's control address",
                "Проверьте адрес control в файле оснастки"},
    FailureText{Code::meter_wire_broken, "E-308", jig, "The jig's wire to the module's meter port is broken",
                "Обрыв провода стенда к порту счётчика модуля", "Clean the nest's contacts, then try again",
                "Очистите контакты гнезда и повторите"},
    FailureText{Code::reference_unusable, "E-309", jig, "The reference modem has no usable signal",
                "У опорного модема нет пригодного сигнала", "Check the reference modem and its antenna",
                "Проверьте опорный модем и его антенну"},
    FailureText{Code::read_meter_silent, "E-310", jig, "The meter does not answer its reader",
                "Счётчик не отвечает на опрос", "Check the probe or cable to the meter, its port and its address",
                "Проверьте оптоголовку или кабель счётчика, его порт и адрес"},
    FailureText{Code::read_meter_answer, "E-311", jig, "The meter's answers make no sense to its reader",
                "Ответы счётчика непонятны", "Check the meter's protocol and speed, and the probe's seat",
                "Проверьте протокол и скорость порта счётчика и положение оптоголовки"},
    FailureText{Code::read_meter_refused, "E-312", jig, "The meter refuses what it is asked",
                "Счётчик отвергает запрос", "Check the meter's passwords and access rights",
                "Проверьте пароли счётчика и права доступа"},

    FailureText{Code::lid_opened, "E-401", operator_, "The lid was opened during the run",
                "Крышку открыли во время прогона", "Close the lid to start again", "Закройте крышку, чтобы начать снова"},
    FailureText{Code::stopped, "E-402", operator_, "The run was stopped", "Прогон остановлен",
                "Start the module again", "Запустите модуль снова"},
    FailureText{Code::nest_empty, "E-403", operator_, "There is no module in the nest", "В гнезде нет модуля",
                "Put a module into the nest, then close the lid", "Вложите модуль и закройте крышку"},
    FailureText{Code::unanswered, "E-404", operator_, "Nobody answered the station's question",
                "На вопрос станции никто не ответил", "Start the module again and answer the question",
                "Запустите модуль снова и ответьте на вопрос"},
    FailureText{Code::driven_by_hand, "E-405", operator_, "An engineer drove the jig by hand",
                "Инженер управлял стендом вручную", "Run the module anew before it leaves the jig",
                "Прогоните модуль заново, прежде чем вынуть его из стенда"},
};

}  // namespace

std::span<const FailureText> all_failures() { return table; }

const FailureText& text_of(Code code) {
    const auto found = std::ranges::find(table, code, &FailureText::code);
    assert(found != table.end());
    return *found;
}

std::optional<Code> code_of(std::string_view number) {
    const auto found = std::ranges::find(table, number, &FailureText::number);
    if (found == table.end()) return std::nullopt;
    return found->code;
}

Failure::Failure(Code code, std::string detail) : code_(code), detail_(std::move(detail)) {
    what_ = std::string(text_of(code_).number) + " " + std::string(text_of(code_).en);
    if (!detail_.empty()) what_ += ": " + detail_;
}

}  // namespace stapel
