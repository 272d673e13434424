# find_package(Tocsin): the programs, and targets that run the whole-program
# analysis over the project that is being configured.
#
#   find_package(Tocsin REQUIRED)
#   tocsin_add_check(race-check OPTIONS --html=races.html)
#   cmake --build build --target race-check
#
# For one file at a time while it is compiled:
#   set(CMAKE_CXX_CLANG_TIDY ${TOCSIN_CLANG_TIDY} "--checks=-*,tocsin-*")

get_filename_component(TOCSIN_PREFIX "${CMAKE_CURRENT_LIST_DIR}/../../.."
  ABSOLUTE)
find_program(TOCSIN_EXECUTABLE tocsin HINTS "${TOCSIN_PREFIX}/bin")
find_program(TOCSIN_CLANG_TIDY tocsin-clang-tidy HINTS "${TOCSIN_PREFIX}/bin")
if(NOT TOCSIN_EXECUTABLE)
  set(Tocsin_FOUND FALSE)
  set(Tocsin_NOT_FOUND_MESSAGE "the program tocsin was not found")
endif()

# tocsin_add_check(NAME [OPTIONS option...]): a target that analyses everything
# in the compile database. It fails if something is found.
function(tocsin_add_check NAME)
  cmake_parse_arguments(ARG "" "" "OPTIONS" ${ARGN})
  if(NOT CMAKE_EXPORT_COMPILE_COMMANDS)
    message(SEND_ERROR "tocsin_add_check needs a compile database: "
      "set(CMAKE_EXPORT_COMPILE_COMMANDS ON) before the targets")
  endif()
  add_custom_target(${NAME}
    COMMAND ${TOCSIN_EXECUTABLE} -p "${CMAKE_BINARY_DIR}" ${ARG_OPTIONS}
    WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}" USES_TERMINAL VERBATIM)
endfunction()
