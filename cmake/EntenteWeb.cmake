# SPDX-FileCopyrightText: The Entente authors
# SPDX-License-Identifier: Apache-2.0

# The style sheet and the script as browsers get them: bundled and made small by Debian's esbuild, and
# beside each its Brotli and gzip forms, so that the server compresses nothing of them.
find_program(ESBUILD esbuild REQUIRED)
find_program(BROTLI brotli REQUIRED)
find_program(GZIP gzip REQUIRED)

# web_asset(NAME ENTRY SOURCES... OPTIONS...): makes web/NAME, web/NAME.br and web/NAME.gz in the build
# folder from ENTRY, and adds the three to web_assets.
function(web_asset name entry)
  cmake_parse_arguments(W "" "" "SOURCES;OPTIONS" ${ARGN})
  set(out "${CMAKE_BINARY_DIR}/web/${name}")
  add_custom_command(OUTPUT "${out}" "${out}.br" "${out}.gz"
    COMMAND ${ESBUILD} "${entry}" --bundle --minify --charset=utf8 --log-level=warning ${W_OPTIONS} "--outfile=${out}"
    COMMAND ${BROTLI} --force --best "${out}" -o "${out}.br"
    COMMAND ${GZIP} -9 --no-name --keep --force "${out}"
    DEPENDS "${entry}" ${W_SOURCES} WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
    COMMENT "Making ${name}" VERBATIM)
  set(web_assets ${web_assets} "web/${name}" "web/${name}.br" "web/${name}.gz" PARENT_SCOPE)
endfunction()

file(GLOB scripts CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/web/src/*.ts")
web_asset(style.css "${CMAKE_SOURCE_DIR}/web/styles/style.css")
web_asset(app.js "${CMAKE_SOURCE_DIR}/web/src/app.ts" SOURCES ${scripts} OPTIONS --format=esm --target=es2020)
