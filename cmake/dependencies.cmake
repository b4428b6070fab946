find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(OpenSSL 3 REQUIRED COMPONENTS Crypto)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(Catch2 REQUIRED)
pkg_check_modules(serialport REQUIRED IMPORTED_TARGET libserialport)
pkg_check_modules(usb REQUIRED IMPORTED_TARGET libusb-1.0)
pkg_check_modules(umockdev REQUIRED IMPORTED_TARGET umockdev-1.0)  # for tests
pkg_check_modules(imgui REQUIRED IMPORTED_TARGET imgui)
pkg_check_modules(sdl2 REQUIRED IMPORTED_TARGET sdl2)
pkg_check_modules(pangocairo REQUIRED IMPORTED_TARGET pangocairo)  # cairo with it

# -pthread and -D_REENTRANT change nothing here, but a header that was precompiled without them would be refused.
foreach(package serialport usb imgui sdl2 pangocairo)
    set_target_properties(PkgConfig::${package} PROPERTIES INTERFACE_COMPILE_OPTIONS "")
endforeach()

# zint has no file for pkg-config.
find_library(zint_library zint REQUIRED)
find_path(zint_folder zint.h REQUIRED)
add_library(zint::zint UNKNOWN IMPORTED)
set_target_properties(zint::zint PROPERTIES IMPORTED_LOCATION ${zint_library} INTERFACE_INCLUDE_DIRECTORIES ${zint_folder})
