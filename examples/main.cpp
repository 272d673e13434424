#include "notes.h"
#include <cstdio>
#include <cstring>

int main(int Argc, char **Argv) {
  bool Safe = Argc > 1 && std::strcmp(Argv[1], "--safe") == 0;
  std::string Note = "first.note", Text = "Remember the milk.\n";
  if (Safe)
    return !(addNoteSafely(Note, Text) && printReportSafely(Text) &&
             listen_at_safely("notes.sock") >= 0);
  return !(addNote(Note, Text) && printReport(Text) &&
           listen_at("notes.sock") >= 0);
}
