# What `cmake --install` puts where, and what `cpack` makes of it: a package for
# Debian, and an archive that brings Clang's own headers along and may be
# unpacked anywhere.
include(GNUInstallDirs)
set(TOCSIN_SHARE ${CMAKE_BINARY_DIR}/share)

# Made by the program itself, so that they are never out of date.
set(DESCRIBED)
foreach(SPEC man:man/man1/tocsin.1 completion,bash:bash/tocsin
    completion,zsh:zsh/_tocsin completion,fish:fish/tocsin.fish)
  string(REPLACE ":" ";" SPEC ${SPEC})
  list(GET SPEC 0 COMMAND)
  list(GET SPEC 1 FILE)
  string(REPLACE "," ";" COMMAND ${COMMAND})
  get_filename_component(FOLDER ${TOCSIN_SHARE}/${FILE} DIRECTORY)
  file(MAKE_DIRECTORY ${FOLDER})
  add_custom_command(OUTPUT ${TOCSIN_SHARE}/${FILE}
    COMMAND tocsin ${COMMAND} > ${TOCSIN_SHARE}/${FILE} DEPENDS tocsin
    COMMENT "Writing ${FILE}")
  list(APPEND DESCRIBED ${TOCSIN_SHARE}/${FILE})
endforeach()
foreach(NAME tocsin-clang-tidy tocsin-clangd)
  configure_file(${CMAKE_SOURCE_DIR}/share/package/${NAME}.1.in
    ${TOCSIN_SHARE}/man/man1/${NAME}.1 @ONLY)
endforeach()
# Debian asks for compressed pages and change log; -n for the same bytes twice.
file(GLOB CHANGES ${CMAKE_SOURCE_DIR}/share/package/changelog)
add_custom_command(OUTPUT ${TOCSIN_SHARE}/changelog.gz ${TOCSIN_SHARE}/man1.stamp
  COMMAND gzip -9nc ${CHANGES} > ${TOCSIN_SHARE}/changelog.gz
  COMMAND gzip -9nkf ${TOCSIN_SHARE}/man/man1/tocsin.1
    ${TOCSIN_SHARE}/man/man1/tocsin-clang-tidy.1
    ${TOCSIN_SHARE}/man/man1/tocsin-clangd.1
  COMMAND ${CMAKE_COMMAND} -E touch ${TOCSIN_SHARE}/man1.stamp
  DEPENDS ${DESCRIBED} ${CHANGES} VERBATIM)
add_custom_target(described ALL
  DEPENDS ${DESCRIBED} ${TOCSIN_SHARE}/changelog.gz)

install(TARGETS tocsin tocsin-clang-tidy tocsin-clangd
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
if(TARGET tocsin-clang-tidy.so)
  install(TARGETS tocsin-clang-tidy.so LIBRARY DESTINATION lib/tocsin)
endif()
install(DIRECTORY ${TOCSIN_SHARE}/man/man1 DESTINATION ${CMAKE_INSTALL_MANDIR}
  FILES_MATCHING PATTERN "*.gz")
install(FILES ${TOCSIN_SHARE}/bash/tocsin
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${TOCSIN_SHARE}/zsh/_tocsin
  DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(FILES ${TOCSIN_SHARE}/fish/tocsin.fish
  DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/models ${CMAKE_SOURCE_DIR}/docs/schemas
  DESTINATION ${CMAKE_INSTALL_DATADIR}/tocsin)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR}
  FILES_MATCHING PATTERN "*.md")
install(FILES ${CMAKE_SOURCE_DIR}/README.md
  ${CMAKE_SOURCE_DIR}/share/package/copyright ${TOCSIN_SHARE}/changelog.gz
  DESTINATION ${CMAKE_INSTALL_DOCDIR})
include(CMakePackageConfigHelpers)
write_basic_package_version_file(${TOCSIN_SHARE}/TocsinConfigVersion.cmake
  COMPATIBILITY AnyNewerVersion ARCH_INDEPENDENT)
install(FILES ${CMAKE_SOURCE_DIR}/share/cmake/TocsinConfig.cmake
  ${TOCSIN_SHARE}/TocsinConfigVersion.cmake DESTINATION lib/cmake/Tocsin)
install(DIRECTORY ${TOCSIN_RESOURCE_DIR}/include
  DESTINATION lib/tocsin/clang/${TOCSIN_LLVM_MAJOR}
  COMPONENT headers EXCLUDE_FROM_ALL)

set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_CONTACT "Tocsin developers <maintainers@tocsin.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY
  "find check-then-act windows in C and C++ programs")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
  "A program decides on the state of a file, a variable or a record, and acts
on it a moment later, when somebody else may have changed it. Tocsin finds
such windows across the files of a project, shows the interleaving in which
it goes wrong, and says what to write instead. The checks also run inside
clang-tidy 19 and clangd 19.")
set(CPACK_STRIP_FILES ON)
set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_SOURCE_DIR}/cmake/TocsinPack.cmake)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# What no library name says: Clang's headers, and the host of the plugin.
set(CPACK_DEBIAN_PACKAGE_DEPENDS
  "libclang-common-${TOCSIN_LLVM_MAJOR}-dev")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "clang-tidy-${TOCSIN_LLVM_MAJOR}, git")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS pre-commit)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
include(CPack)
