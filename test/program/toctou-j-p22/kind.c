// STD: gnu17
#include "tree.h"
#include <sys/stat.h>

enum node_kind node_kind(const char *path)
{
    struct stat st;

    if (lstat(path, &st) < 0)
        return NODE_NONE;
    switch (st.st_mode & S_IFMT) {
    case S_IFREG: return NODE_FILE;
    case S_IFDIR: return NODE_DIR;
    case S_IFLNK: return NODE_LINK;
    default:      return NODE_OTHER;
    }
}
