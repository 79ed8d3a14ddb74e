# Where the server finds its files (SHARE_DIR): share/ in the build folder, made of links into the tree, and
# <prefix>/share/sillage once installed, made of copies.
# SPDX-License-Identifier: MIT
include(GNUInstallDirs)

find_file(UAP_REGEXES regexes.yaml PATHS /usr/share/uap-core REQUIRED)

set(share ${CMAKE_BINARY_DIR}/share)
file(MAKE_DIRECTORY ${share})
file(CREATE_LINK ${CMAKE_SOURCE_DIR}/migrations ${share}/migrations SYMBOLIC)
file(CREATE_LINK ${CMAKE_SOURCE_DIR}/data ${share}/data SYMBOLIC)
file(CREATE_LINK ${CMAKE_SOURCE_DIR}/frontend/dist ${share}/www SYMBOLIC)
file(CREATE_LINK ${UAP_REGEXES} ${share}/regexes.yaml SYMBOLIC)

set(installed_share ${CMAKE_INSTALL_DATADIR}/sillage)
install(TARGETS sillage RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY migrations/ DESTINATION ${installed_share}/migrations FILES_MATCHING PATTERN "*.sql")
install(DIRECTORY data/ DESTINATION ${installed_share}/data)
install(DIRECTORY frontend/dist/ DESTINATION ${installed_share}/www)
install(FILES ${UAP_REGEXES} DESTINATION ${installed_share})
