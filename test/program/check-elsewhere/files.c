// The check stands here; nothing here is wrong by itself.
#include "files.h"
#include <unistd.h>

bool is_missing(const char *path) { return access(path, F_OK) != 0; }
