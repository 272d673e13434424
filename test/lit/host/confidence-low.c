// A window after which only existence was known is a guess, told on request;
// the command line wins over the configuration.
// RUN: %{tocsin} --config='{CheckOptions: {tocsin-file-toctou.MinConfidence: low}}' %s -- | FileCheck %s
// RUN: %{tocsin} --confidence=low %s -- | FileCheck %s
// RUN: %{tocsin} %s -- | count 0
// RUN: %{tocsin} --confidence=high --config='{CheckOptions: {tocsin-file-toctou.MinConfidence: low}}' %s -- | count 0
#include <stdio.h>
#include <unistd.h>

int guess(const char *path) {
  if (access(path, F_OK) != 0)
    return -1;
  // CHECK: confidence-low.c:[[@LINE+1]]:14: note: {{.*}} [tocsin-file-toctou]
  FILE *in = fopen(path, "r");
  if (!in)
    return -1;
  fclose(in);
  return 0;
}
