# Read by cpack for each package: the archive has Clang's headers, and no prefix.
if(CPACK_GENERATOR STREQUAL "TGZ")
  set(CPACK_PACKAGING_INSTALL_PREFIX /)
  list(GET CPACK_INSTALL_CMAKE_PROJECTS 0 TOCSIN_BUILD)
  set(CPACK_INSTALL_CMAKE_PROJECTS
    "${TOCSIN_BUILD};tocsin;ALL;/;${TOCSIN_BUILD};tocsin;headers;/")
endif()
