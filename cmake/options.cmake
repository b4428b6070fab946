set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

set(STAPEL_SANITIZE "" CACHE STRING "Sanitizers, as in -fsanitize=")
option(STAPEL_COVERAGE "Count executed lines" OFF)
option(STAPEL_HARDEN "Hardening and link-time optimisation" OFF)
option(STAPEL_FUZZ "Fuzz targets in place of tests; needs Clang" OFF)
option(STAPEL_PRECOMPILE "Parse the standard library's headers once for all files; halves the time of a build" OFF)

set(stapel_warnings -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)

# What every target of ours is compiled with.
add_library(stapel_options INTERFACE)
target_compile_options(stapel_options INTERFACE ${stapel_warnings})
target_include_directories(stapel_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_definitions(stapel_options INTERFACE FMT_SHARED)  # alike everywhere, as a precompiled header asks

if(STAPEL_SANITIZE)
    target_compile_options(stapel_options INTERFACE -fsanitize=${STAPEL_SANITIZE} -fno-sanitize-recover=all
                                                    -fno-omit-frame-pointer
                           $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)  # GCC 12 reports std::stop_source falsely under sanitizers
    if(STAPEL_SANITIZE MATCHES undefined)
        # A sixth of a build's time: the processor itself stops at null, and does not mind alignment.
        target_compile_options(stapel_options INTERFACE -fno-sanitize=null,alignment)
    endif()
    target_link_options(stapel_options INTERFACE -fsanitize=${STAPEL_SANITIZE})
    if(STAPEL_SANITIZE MATCHES thread AND CMAKE_CXX_COMPILER_ID STREQUAL GNU)
        # GCC 12 reports strings made of constants falsely.
        target_compile_options(stapel_options INTERFACE -Wno-array-bounds -Wno-stringop-overflow)
    endif()
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

# stapel_precompile(NAME <a> <b> ...): these headers, parsed once, for the targets that call stapel_reuse(TARGET NAME).
function(stapel_precompile name)
    if(STAPEL_PRECOMPILE)
        file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/${name}.cpp CONTENT "")
        add_library(${name} STATIC ${CMAKE_BINARY_DIR}/${name}.cpp)
        target_link_libraries(${name} PRIVATE stapel_options)
        target_precompile_headers(${name} PRIVATE ${ARGN})
    endif()
endfunction()

function(stapel_reuse target name)
    if(STAPEL_PRECOMPILE)
        target_precompile_headers(${target} REUSE_FROM ${name})
    endif()
endfunction()

set(stapel_common <algorithm> <array> <chrono> <condition_variable> <fstream> <functional> <map> <memory> <mutex>
                  <optional> <random> <span> <sstream> <stop_token> <string> <string_view> <thread> <variant> <vector>
                  <fmt/format.h>)
stapel_precompile(stapel_common_headers ${stapel_common})

# stapel_library(NAME [FREESTANDING] SOURCES a.cpp b.cpp LINKS other_target ...): a folder's static library, alias
# stapel::NAME. FREESTANDING: code for a microcontroller, with options of its own.
function(stapel_library name)
    cmake_parse_arguments(arg "FREESTANDING" "" "SOURCES;LINKS" ${ARGN})
    add_library(stapel_${name} STATIC ${arg_SOURCES})
    add_library(stapel::${name} ALIAS stapel_${name})
    target_link_libraries(stapel_${name} PUBLIC ${arg_LINKS} PRIVATE stapel_options)
    if(NOT arg_FREESTANDING)
        stapel_reuse(stapel_${name} stapel_common_headers)
    endif()
endfunction()
