# SPDX-FileCopyrightText: The Entente authors
# SPDX-License-Identifier: Apache-2.0
# The language, the warnings (errors, all of them) and the sanitizers.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

option(ENTENTE_TESTS "Build the tests (needs GoogleTest)" ON)
option(ENTENTE_SANITIZE "Build with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(ENTENTE_PRECOMPILE "Compile the standard headers once (see precompile())" ON)
option(ENTENTE_FUZZ "Build the fuzz targets (needs clang)" OFF)

add_library(entente_policies INTERFACE)
target_compile_options(entente_policies INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Werror
  -Wno-missing-field-initializers  # designated initialisers name what they set; the rest has defaults
  -fstack-protector-strong)
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_definitions(entente_policies INTERFACE _FORTIFY_SOURCE=2)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # gcc 12.2 reports false overflows inside std::string at -O2 (GCC bugs 105329 and 105651), and more of them once
  # the standard headers are precompiled: it then no longer knows that they are the system's.
  target_compile_options(entente_policies INTERFACE -Wno-restrict
    "$<$<BOOL:${ENTENTE_PRECOMPILE}>:-Wno-array-bounds;-Wno-stringop-overflow>")
endif()
if(CMAKE_UNITY_BUILD)
  # Several files are compiled as one, where a name within a function may hide one that stands beside it by chance alone.
  # What shadows within a file is found by the other builds.
  # Likewise gcc takes what a file keeps to itself for part of a header.
  target_compile_options(entente_policies INTERFACE -Wno-shadow
    "$<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>")
endif()
if(ENTENTE_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
if(ENTENTE_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "The fuzz targets need clang (libFuzzer): use the preset asan, or set CMAKE_CXX_COMPILER=clang++-16")
  endif()
  # Coverage for the fuzzer in every module; only the fuzz targets link its main().
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# What every program of unit tests has: the flags above, GoogleTest, and where to find what tests read.
add_library(entente_test_policies INTERFACE)
target_link_libraries(entente_test_policies INTERFACE entente_policies GTest::gtest_main)
target_compile_definitions(entente_test_policies INTERFACE
  ENTENTE_SOURCE_DIR="${CMAKE_SOURCE_DIR}" ENTENTE_SHARED_DATA="${CMAKE_SOURCE_DIR}/../shared/data")
if(ENTENTE_SANITIZE)
  # A test runs once and is compiled for longer than it runs. What it tests keeps its optimisation: fuzz targets
  # are several times slower without.
  target_compile_options(entente_test_policies INTERFACE -O0)
endif()
