# Finds LLVM 19 and Clang 19 and says how to compile and link against them.
#
# Debian's CMake targets for clangTidy drag in static Clang libraries beside
# libclang-cpp; two copies of LLVM in one process register options twice. So
# Clang is linked as the one shared library, LLVM likewise, and the clang-tidy
# and clangd archives are named by file.

set(TOCSIN_LLVM_MAJOR 19)
find_program(TOCSIN_LLVM_CONFIG
  NAMES llvm-config-${TOCSIN_LLVM_MAJOR} llvm-config REQUIRED)
function(tocsin_llvm_config OUT)
  execute_process(COMMAND ${TOCSIN_LLVM_CONFIG} ${ARGN}
    OUTPUT_VARIABLE R OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  set(${OUT} "${R}" PARENT_SCOPE)
endfunction()
tocsin_llvm_config(TOCSIN_LLVM_VERSION --version)
if(NOT TOCSIN_LLVM_VERSION MATCHES "^${TOCSIN_LLVM_MAJOR}\\.")
  message(FATAL_ERROR "Tocsin needs LLVM ${TOCSIN_LLVM_MAJOR}, but "
    "${TOCSIN_LLVM_CONFIG} is ${TOCSIN_LLVM_VERSION}; set TOCSIN_LLVM_CONFIG")
endif()
tocsin_llvm_config(TOCSIN_LLVM_PREFIX --prefix)
tocsin_llvm_config(TOCSIN_LLVM_LIBDIR --libdir)
tocsin_llvm_config(TOCSIN_LLVM_INCLUDEDIR --includedir)
tocsin_llvm_config(TOCSIN_LLVM_BINDIR --bindir)

execute_process(COMMAND ${TOCSIN_LLVM_BINDIR}/clang -print-resource-dir
  OUTPUT_VARIABLE TOCSIN_RESOURCE_DIR OUTPUT_STRIP_TRAILING_WHITESPACE
  COMMAND_ERROR_IS_FATAL ANY)

find_library(TOCSIN_CLANG_CPP NAMES libclang-cpp.so.19.1 libclang-cpp.so
  PATHS ${TOCSIN_LLVM_LIBDIR} NO_DEFAULT_PATH REQUIRED)
find_library(TOCSIN_LIBLLVM NAMES libLLVM.so libLLVM-19.so
  PATHS ${TOCSIN_LLVM_LIBDIR} NO_DEFAULT_PATH REQUIRED)

add_library(tocsin_llvm INTERFACE)
target_include_directories(tocsin_llvm SYSTEM INTERFACE ${TOCSIN_LLVM_INCLUDEDIR})
target_compile_definitions(tocsin_llvm INTERFACE
  __STDC_CONSTANT_MACROS __STDC_FORMAT_MACROS __STDC_LIMIT_MACROS _GNU_SOURCE)
target_compile_options(tocsin_llvm INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti -fno-exceptions>)
target_link_libraries(tocsin_llvm INTERFACE ${TOCSIN_LIBLLVM})

add_library(tocsin_clang INTERFACE)
target_link_libraries(tocsin_clang INTERFACE ${TOCSIN_CLANG_CPP} tocsin_llvm)
