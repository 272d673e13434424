# Writes a C++ file that holds the parts of the HTML page as raw strings:
#   cmake -DOUT=FILE.cpp -DFROM=FOLDER -P EmbedHtml.cmake

set(CODE "// Made from lib/Report/html by EmbedHtml.cmake.\n#include \"Report/Html.h\"\n")
string(APPEND CODE "llvm::StringRef tocsin::report::htmlPart(HtmlPart Part) {\n")
string(APPEND CODE "  switch (Part) {\n")
foreach(PART Page:html Style:css Script:js)
  string(REPLACE ":" ";" PART ${PART})
  list(GET PART 0 NAME)
  list(GET PART 1 ENDING)
  # As hexadecimal digits, because a list of CMake ends at each semicolon.
  file(READ "${FROM}/report.${ENDING}" HEX HEX)
  string(REGEX REPLACE "(..)" "\\\\x\\1" BYTES "${HEX}")
  # Pieces that no compiler's limit on literals stops.
  string(LENGTH "${BYTES}" LENGTH)
  set(AT 0)
  set(TEXT "")
  while(AT LESS LENGTH)
    string(SUBSTRING "${BYTES}" ${AT} 8000 PIECE)
    string(APPEND TEXT "\"${PIECE}\"\n")
    math(EXPR AT "${AT} + 8000")
  endwhile()
  string(APPEND CODE "  case HtmlPart::${NAME}:\n    return\n${TEXT};\n")
endforeach()
string(APPEND CODE "  }\n  return {};\n}\n")
file(WRITE "${OUT}" "${CODE}")
