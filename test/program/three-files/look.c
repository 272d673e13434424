// Looks at a file for others.
#include "names.h"
#include <unistd.h>

int isMissing(const char *path) { return access(path, F_OK) != 0; }
