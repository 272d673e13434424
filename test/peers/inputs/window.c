#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int append(const char *Path, const char *Text) {
  if (access(Path, W_OK) != 0)
    return -1;
  FILE *F = fopen(Path, "w");
  if (!F)
    return -1;
  fputs(Text, F);
  return fclose(F);
}
