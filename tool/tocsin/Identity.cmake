# Digests of the sources that a result depends on, so that a cache never hands
# out what another version has made: cmake -DOUT=... -DCAPTURE=... -DALL=... -P

function(digest OUT)
  set(TEXT "")
  foreach(FILE ${ARGN})
    file(SHA256 ${FILE} SUM)
    string(APPEND TEXT "${SUM}\n")
  endforeach()
  string(SHA256 SUM "${TEXT}")
  set(${OUT} ${SUM} PARENT_SCOPE)
endfunction()

digest(CAPTURE_SUM ${CAPTURE})
digest(ALL_SUM ${ALL})
file(WRITE ${OUT} "// Written by Identity.cmake.
#include \"Cache.h\"
llvm::StringRef tocsin::tool::captureIdentity() { return \"${CAPTURE_SUM}\"; }
llvm::StringRef tocsin::tool::programIdentity() { return \"${ALL_SUM}\"; }
")
