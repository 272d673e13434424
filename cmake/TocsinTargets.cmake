# One library per folder, the same warnings everywhere, and the order in which
# the folders may depend on each other.

find_program(TOCSIN_CCACHE ccache)
if(TOCSIN_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros
    ${TOCSIN_CCACHE})
endif()
find_program(TOCSIN_LLD NAMES ld.lld-${TOCSIN_LLVM_MAJOR} ld.lld)
if(TOCSIN_LLD AND CMAKE_CXX_COMPILER_ID MATCHES Clang)
  add_link_options(-fuse-ld=${TOCSIN_LLD})
endif()

add_compile_options(-Wall -Wextra -Wno-unused-parameter
  $<$<COMPILE_LANGUAGE:CXX>:-Wno-comment>)
if(TOCSIN_WERROR)
  add_compile_options(-Werror)
endif()
if(TOCSIN_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-omit-frame-pointer
    -fno-sanitize-recover=undefined)
  add_link_options(-fsanitize=address,undefined)
  add_compile_definitions(TOCSIN_SANITIZE)
endif()

# tocsin_library(NAME DEPENDS a b): all .cpp files of this folder.
function(tocsin_library NAME)
  cmake_parse_arguments(ARG "CLANG" "" "DEPENDS" ${ARGN})
  file(GLOB SOURCES CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  if(NOT SOURCES)
    add_library(${NAME} INTERFACE)
    return()
  endif()
  add_library(${NAME} STATIC ${SOURCES})
  target_include_directories(${NAME} PUBLIC ${CMAKE_SOURCE_DIR}/lib
    ${CMAKE_SOURCE_DIR})
  target_link_libraries(${NAME} PUBLIC ${ARG_DEPENDS})
  if(ARG_CLANG)
    target_link_libraries(${NAME} PUBLIC tocsin_clang)
  else()
    target_link_libraries(${NAME} PUBLIC tocsin_llvm)
  endif()
endfunction()
