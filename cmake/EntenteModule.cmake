# SPDX-FileCopyrightText: The Entente authors
# SPDX-License-Identifier: Apache-2.0

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
    target_link_libraries(entente_${name}_tests PRIVATE entente_${name} entente_policies GTest::gtest_main)
    target_compile_definitions(entente_${name}_tests PRIVATE
      ENTENTE_SOURCE_DIR="${CMAKE_SOURCE_DIR}" ENTENTE_SHARED_DATA="${CMAKE_SOURCE_DIR}/../shared/data")
    if(ENTENTE_SANITIZE)
      # A test runs once and is compiled for longer than it runs. What it tests keeps its optimisation: fuzz
      # targets are several times slower without.
      target_compile_options(entente_${name}_tests PRIVATE -O0)
    endif()
    add_test(NAME unit.${name} COMMAND entente_${name}_tests)
  endif()
endfunction()
