# SPDX-FileCopyrightText: The Entente authors
# SPDX-License-Identifier: Apache-2.0

# embed(NAME [pattern...] [GENERATED file...])
#
# Compiles the files that match, and those that the build makes, into the static library embedded_NAME,
# whose only function is
#   std::string_view entente::embedded::NAME(std::string_view path)
# (an empty view where there is no such file; NAME_paths() lists them). Patterns and paths begin at the
# source folder, those of generated files at the build folder. The bytes go in through the assembler's
# .incbin, so that a large table costs no compile time.
function(embed name)
  cmake_parse_arguments(E "" "" "GENERATED" ${ARGN})
  set(files "")
  if(E_UNPARSED_ARGUMENTS)
    list(TRANSFORM E_UNPARSED_ARGUMENTS PREPEND "${CMAKE_SOURCE_DIR}/" OUTPUT_VARIABLE patterns)
    file(GLOB files CONFIGURE_DEPENDS ${patterns})
    list(SORT files)
  endif()
  list(TRANSFORM E_GENERATED PREPEND "${CMAKE_BINARY_DIR}/")
  list(APPEND files ${E_GENERATED})
  set(out "${CMAKE_BINARY_DIR}/embedded/${name}.cpp")
  set(text "// Made by cmake/EntenteEmbed.cmake.\n#include \"embedded/${name}.hpp\"\n#include <array>\n")
  set(table "")
  set(count 0)
  foreach(file IN LISTS files)
    set(root "${CMAKE_SOURCE_DIR}")
    if(file IN_LIST E_GENERATED)
      set(root "${CMAKE_BINARY_DIR}")
    endif()
    file(RELATIVE_PATH path "${root}" "${file}")
    set(symbol "entente_embedded_${name}_${count}")
    string(APPEND text "__asm__(\".section .rodata\\n.global ${symbol}\\n${symbol}:\\n.incbin \\\"${file}\\\"\\n.global ${symbol}_end\\n${symbol}_end:\\n.byte 0\\n.previous\\n\");\nextern \"C\" const char ${symbol}[];\nextern \"C\" const char ${symbol}_end[];\n")
    string(APPEND table "  Entry{\"${path}\", ${symbol}, ${symbol}_end},\n")
    math(EXPR count "${count} + 1")
  endforeach()
  string(APPEND text "namespace {\nstruct Entry { std::string_view path; const char* begin; const char* end; };\nconst std::array<Entry, ${count}> kEntries{{\n${table}}};\n}\nnamespace entente::embedded {\nstd::string_view ${name}(std::string_view path) {\n  for (const auto& e : kEntries) if (e.path == path) return {e.begin, static_cast<std::size_t>(e.end - e.begin)};\n  return {};\n}\nstd::vector<std::string_view> ${name}_paths() {\n  std::vector<std::string_view> all;\n  for (const auto& e : kEntries) all.push_back(e.path);\n  return all;\n}\n}\n")
  file(CONFIGURE OUTPUT "${out}" CONTENT "${text}" @ONLY)
  file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/embedded/include/embedded/${name}.hpp" @ONLY CONTENT
"#pragma once
#include <string_view>
#include <vector>
namespace entente::embedded {
std::string_view ${name}(std::string_view path);
std::vector<std::string_view> ${name}_paths();
}
")
  set_source_files_properties("${out}" PROPERTIES OBJECT_DEPENDS "${files}")
  add_library(embedded_${name} STATIC "${out}")
  # In a unity build the dependency on the files would be lost.
  set_target_properties(embedded_${name} PROPERTIES UNITY_BUILD OFF)
  target_include_directories(embedded_${name} PUBLIC "${CMAKE_BINARY_DIR}/embedded/include")
endfunction()
