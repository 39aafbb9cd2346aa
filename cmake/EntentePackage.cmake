# SPDX-FileCopyrightText: The Entente authors
# SPDX-License-Identifier: Apache-2.0
# The Debian package: script/package makes it with CPack.
install(FILES packaging/entente.service DESTINATION lib/systemd/system)
install(FILES README.md CHANGELOG.md DESTINATION share/doc/entente)
install(FILES LICENSE DESTINATION share/doc/entente RENAME copyright)
install(DIRECTORY docs/operations docs/reference docs/guide DESTINATION share/doc/entente FILES_MATCHING PATTERN "*.md")
# A tree that was configured for the tests need not build them to be packaged.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME entente)
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_PACKAGE_CONTACT "The Entente authors <entente@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "open register of partnerships: who promised what, and what came of it")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "init-system-helpers, passwd, util-linux")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "postgresql")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  "${CMAKE_SOURCE_DIR}/packaging/debian/postinst;${CMAKE_SOURCE_DIR}/packaging/debian/prerm;${CMAKE_SOURCE_DIR}/packaging/debian/postrm")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION TRUE)
include(CPack)
