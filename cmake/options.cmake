set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

set(STAPEL_SANITIZE "" CACHE STRING "Sanitizers, as in -fsanitize=")
option(STAPEL_COVERAGE "Count executed lines" OFF)
option(STAPEL_HARDEN "Hardening and link-time optimisation" OFF)
option(STAPEL_FUZZ "Fuzz targets in place of tests; needs Clang" OFF)

set(stapel_warnings -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)

# What every target of ours is compiled with.
add_library(stapel_options INTERFACE)
target_compile_options(stapel_options INTERFACE ${stapel_warnings})
target_include_directories(stapel_options INTERFACE ${CMAKE_SOURCE_DIR})

if(STAPEL_SANITIZE)
    target_compile_options(stapel_options INTERFACE -fsanitize=${STAPEL_SANITIZE} -fno-sanitize-recover=all
                                                    -fno-omit-frame-pointer
                           $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)  # GCC 12 reports std::stop_source falsely under sanitizers
    target_link_options(stapel_options INTERFACE -fsanitize=${STAPEL_SANITIZE})
endif()
if(STAPEL_FUZZ)
    target_compile_options(stapel_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(STAPEL_COVERAGE)
    target_compile_options(stapel_options INTERFACE --coverage)
    target_link_options(stapel_options INTERFACE --coverage)
endif()
if(STAPEL_HARDEN)
    if(STAPEL_SANITIZE)
        message(FATAL_ERROR "STAPEL_HARDEN expected without STAPEL_SANITIZE, found ${STAPEL_SANITIZE}: the checks of "
                            "_FORTIFY_SOURCE hide what a sanitizer looks for; switch one of them off")
    endif()
    include(CheckIPOSupported)
    include(CheckPIESupported)
    check_ipo_supported(LANGUAGES CXX)
    check_pie_supported(LANGUAGES CXX)
    set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ON)
    set(CMAKE_POSITION_INDEPENDENT_CODE ON)
    target_compile_options(stapel_options INTERFACE -fstack-protector-strong -fstack-clash-protection -U_FORTIFY_SOURCE
                           $<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=2>)  # it needs optimisation
    target_link_options(stapel_options INTERFACE -Wl,-z,relro,-z,now
                        -Wno-stringop-overflow)  # GCC 12 reports bytes that it inlined across files falsely
endif()

# stapel_library(NAME SOURCES a.cpp b.cpp LINKS other_target ...): a folder's static library, alias stapel::NAME.
function(stapel_library name)
    cmake_parse_arguments(arg "" "" "SOURCES;LINKS" ${ARGN})
    add_library(stapel_${name} STATIC ${arg_SOURCES})
    add_library(stapel::${name} ALIAS stapel_${name})
    target_link_libraries(stapel_${name} PUBLIC ${arg_LINKS} PRIVATE stapel_options)
endfunction()
