// Neither the check nor the use stands here, but the decision does. start()
// has another caller that did not look, so the guilty call is reported.
#include "names.h"
#include <fcntl.h>

int guilty(const char *path) {
  if (isMissing(path))
    return start(path); // EXPECT: file-toctou
  return -1;
}

int unrelated(const char *path, const char *other) {
  if (isMissing(path))
    return start(other);
  return -1;
}

int withoutLooking(const char *path) { return start(path); }

int temporary(void) {
  char name[] = "/tmp/workXXXXXX";
  if (scratch(name) != 0)
    return -1;
  return open(name, O_RDWR | O_CREAT, 0600); // EXPECT: temp-name
}
