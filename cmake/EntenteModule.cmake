# SPDX-FileCopyrightText: The Entente authors
# SPDX-License-Identifier: Apache-2.0

# precompile(TARGET AS): with ENTENTE_PRECOMPILE the standard headers that nearly every file includes are compiled
# once, by the first target that names them AS this (sources, tests), and taken over by the others. No source may
# lean on it: script/test lint reads every file without.
function(precompile target as)
  if(NOT ENTENTE_PRECOMPILE)
    return()
  endif()
  get_property(first GLOBAL PROPERTY entente_precompiled_${as})
  if(first)
    target_precompile_headers(${target} REUSE_FROM ${first})
    return()
  endif()
  set_property(GLOBAL PROPERTY entente_precompiled_${as} ${target})
  target_precompile_headers(${target} PRIVATE <algorithm> <array> <charconv> <chrono> <filesystem> <fstream>
    <functional> <map> <memory> <mutex> <optional> <set> <span> <sstream> <string> <string_view> <thread>
    <unordered_map> <variant> <vector> <fmt/format.h> <boost/json.hpp>)
  if(as STREQUAL "tests")
    target_precompile_headers(${target} PRIVATE <gtest/gtest.h>)
  endif()
endfunction()

# module(NAME [USES module...] [LIBS deps::x...])
#
# One room of the house: every .cpp below src/NAME becomes the static library entente_NAME, and the
# *_test.cpp files beside them its unit tests. USES must name modules that are already declared, so
# that a cycle cannot be built.
function(module name)
  cmake_parse_arguments(M "" "" "USES;LIBS" ${ARGN})
  if(M_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "module(${name}): '${M_UNPARSED_ARGUMENTS}' is neither USES nor LIBS")
  endif()
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/src/${name}/*.cpp")
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$|/main\\.cpp$")
  if(NOT sources)
    message(FATAL_ERROR "module(${name}): there is no source below src/${name}")
  endif()
  add_library(entente_${name} STATIC ${sources})
  target_include_directories(entente_${name} PUBLIC "${CMAKE_SOURCE_DIR}/src")
  target_link_libraries(entente_${name} PRIVATE entente_policies)
  precompile(entente_${name} sources)
  foreach(used IN LISTS M_USES)
    if(NOT TARGET entente_${used})
      message(FATAL_ERROR "module(${name}) USES ${used}, which is not declared before it: declare ${used} first, or turn the dependency round")
    endif()
    target_link_libraries(entente_${name} PUBLIC entente_${used})
  endforeach()
  foreach(library IN LISTS M_LIBS)
    target_link_libraries(entente_${name} PUBLIC ${library})
  endforeach()
  if(tests AND ENTENTE_TESTS)
    add_executable(entente_${name}_tests ${tests})
    target_link_libraries(entente_${name}_tests PRIVATE entente_${name} entente_test_policies)
    precompile(entente_${name}_tests tests)
    add_test(NAME unit.${name} COMMAND entente_${name}_tests)
  endif()
endfunction()
