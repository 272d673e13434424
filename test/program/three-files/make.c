// Makes a file for others; nobody here has looked at it.
#include "names.h"
#include <fcntl.h>
#include <stdlib.h>

int start(const char *path) { return creat(path, 0600); }

int scratch(char *name) { return mktemp(name)[0] ? 0 : -1; }
