# What every target of the project shares: language, warnings, hardening, sanitizers, and the functions
# ling_library() and ling_unit_test().

option(LING_TESTS "Build the tests" ON)
set(LING_SANITIZE "" CACHE STRING "address,undefined or thread")
option(LING_FUZZ "Build the libFuzzer targets; LING_SANITIZE says what they look for" OFF)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

add_library(ling_options INTERFACE)
target_compile_options(ling_options INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor -Wno-missing-designated-field-initializers -Werror>
  -fstack-protector-strong -fstack-clash-protection -fcf-protection=full -ftrivial-auto-var-init=zero)
target_compile_definitions(ling_options INTERFACE
  _GLIBCXX_ASSERTIONS BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_USE_STD_STRING_VIEW)
target_link_options(ling_options INTERFACE
  -fuse-ld=lld -Wl,-z,relro,-z,now,-z,noexecstack -pie)
target_include_directories(ling_options INTERFACE ${CMAKE_SOURCE_DIR}/server/src)
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_definitions(ling_options INTERFACE _FORTIFY_SOURCE=3)
endif()
if(LING_SANITIZE)
  target_compile_options(ling_options INTERFACE -fsanitize=${LING_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer -g1)
  target_link_options(ling_options INTERFACE -fsanitize=${LING_SANITIZE})
endif()
if(LING_FUZZ)
  target_compile_options(ling_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(fmt REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(sqlite3 REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(mariadb REQUIRED IMPORTED_TARGET libmariadb)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(qrencode REQUIRED IMPORTED_TARGET libqrencode)

# Builds for the sanitizers come on top of the one for release: what most files include is read once for all of them.
# Other builds do without, so that a file that forgets an include does not compile.
if(LING_SANITIZE)
  set(precompiled_headers
    <boost/asio/awaitable.hpp> <boost/asio/co_spawn.hpp> <boost/asio/io_context.hpp> <boost/asio/post.hpp>
    <boost/asio/steady_timer.hpp> <boost/asio/use_awaitable.hpp> <boost/describe/class.hpp> <boost/describe/enum.hpp>
    <boost/json/value.hpp> <boost/mp11/algorithm.hpp> <fmt/format.h>
    <algorithm> <chrono> <functional> <map> <memory> <optional> <string> <string_view> <unordered_map> <variant> <vector>)
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/precompiled.cpp CONTENT "")
  add_library(ling_precompiled OBJECT ${CMAKE_BINARY_DIR}/precompiled.cpp)
  target_link_libraries(ling_precompiled PRIVATE ling_options fmt::fmt)
  target_precompile_headers(ling_precompiled PRIVATE ${precompiled_headers})
endif()

if(LING_TESTS)
  find_package(GTest REQUIRED)
  include(GoogleTest)
  add_executable(unit_tests)
  target_link_libraries(unit_tests PRIVATE ling_options GTest::gmock GTest::gtest_main)
  target_include_directories(unit_tests PRIVATE ${CMAKE_SOURCE_DIR}/tests/support)
  if(LING_SANITIZE)
    target_precompile_headers(unit_tests PRIVATE <gtest/gtest.h> ${precompiled_headers})
  endif()
endif()

# ling_library(name SOURCES a.cpp … LINK other …): one folder, one library.
function(ling_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC ling_options ${ARG_LINK})
  if(LING_SANITIZE)
    target_precompile_headers(${name} REUSE_FROM ling_precompiled)
  endif()
endfunction()

# ling_unit_test(SOURCES a_test.cpp … LINK ling_x …): adds tests that stand beside the code to the one unit_tests program.
function(ling_unit_test)
  if(NOT LING_TESTS)
    return()
  endif()
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  foreach(source ${ARG_SOURCES})
    target_sources(unit_tests PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/${source})
  endforeach()
  target_link_libraries(unit_tests PRIVATE ${ARG_LINK})
endfunction()
