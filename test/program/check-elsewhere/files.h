#include <stdbool.h>
bool is_missing(const char *path);
