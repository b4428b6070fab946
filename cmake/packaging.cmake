# install() and the DEB. The firmware images are installed by the folder that makes them.
include(GNUInstallDirs)

install(TARGETS stapel stapel-ui RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY ${CMAKE_SOURCE_DIR}/station/plans/ DESTINATION ${CMAKE_INSTALL_DATADIR}/stapel/plans
        FILES_MATCHING PATTERN "*.yaml")
install(FILES ${CMAKE_SOURCE_DIR}/packaging/70-stapel.rules DESTINATION lib/udev/rules.d)
install(FILES ${CMAKE_SOURCE_DIR}/packaging/stapel-ui.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES ${CMAKE_SOURCE_DIR}/packaging/stapel-ui.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
add_test(NAME desktop_entry COMMAND desktop-file-validate ${CMAKE_SOURCE_DIR}/packaging/stapel-ui.desktop)

set(stapel_doc ${CMAKE_INSTALL_DATADIR}/doc/stapel)
install(FILES ${CMAKE_SOURCE_DIR}/README.md DESTINATION ${stapel_doc})
install(DIRECTORY ${CMAKE_SOURCE_DIR}/docs/ DESTINATION ${stapel_doc}/docs FILES_MATCHING PATTERN "*.md")
install(FILES ${CMAKE_SOURCE_DIR}/LICENSE DESTINATION ${stapel_doc} RENAME copyright)

configure_file(${CMAKE_SOURCE_DIR}/packaging/changelog.in ${CMAKE_BINARY_DIR}/packaging/changelog @ONLY)
add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/packaging/changelog.gz
                   COMMAND gzip -9 --no-name --force --keep changelog
                   DEPENDS ${CMAKE_BINARY_DIR}/packaging/changelog
                   WORKING_DIRECTORY ${CMAKE_BINARY_DIR}/packaging VERBATIM)
add_custom_target(changelog ALL DEPENDS ${CMAKE_BINARY_DIR}/packaging/changelog.gz)
install(FILES ${CMAKE_BINARY_DIR}/packaging/changelog.gz DESTINATION ${stapel_doc})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME stapel)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "The Stapel authors <stapel@stapel.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
    "Programs, personalises, tests and diagnoses the communication modules of
electricity meters on a production line, and records every run so that it
can be proven later. A virtual bench stands in for jigs and modules.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION electronics)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS fonts-dejavu-core)  # the window's letters; libraries are found by themselves
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
include(CPack)
