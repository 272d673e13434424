# Targets for the look of the sources: `format` writes them as clang-format
# does, `tidy` runs our clang-tidy profile over them (minutes, so not a test).
find_program(TOCSIN_CLANG_FORMAT clang-format-${TOCSIN_LLVM_MAJOR})
find_program(TOCSIN_RUN_CLANG_TIDY run-clang-tidy-${TOCSIN_LLVM_MAJOR})
file(GLOB_RECURSE TOCSIN_OWN_SOURCES CONFIGURE_DEPENDS
  ${CMAKE_SOURCE_DIR}/lib/*.h ${CMAKE_SOURCE_DIR}/lib/*.cpp
  ${CMAKE_SOURCE_DIR}/checks/*.h ${CMAKE_SOURCE_DIR}/checks/*.cpp
  ${CMAKE_SOURCE_DIR}/tool/*.h ${CMAKE_SOURCE_DIR}/tool/*.cpp
  ${CMAKE_SOURCE_DIR}/test/unit/*.h ${CMAKE_SOURCE_DIR}/test/unit/*.cpp)
if(TOCSIN_CLANG_FORMAT AND TOCSIN_OWN_SOURCES)
  add_custom_target(format
    COMMAND ${TOCSIN_CLANG_FORMAT} -i ${TOCSIN_OWN_SOURCES} VERBATIM)
endif()
if(TOCSIN_RUN_CLANG_TIDY)
  add_custom_target(tidy
    COMMAND ${TOCSIN_RUN_CLANG_TIDY} -quiet -p ${CMAKE_BINARY_DIR}
      -warnings-as-errors=* "${CMAKE_SOURCE_DIR}/(lib|checks|tool)/"
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} USES_TERMINAL VERBATIM)
endif()
