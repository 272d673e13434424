// The only file that knows the store.
#include "session.h"

extern "C" {
typedef struct _zhandle zhandle_t;
struct Stat {
  long czxid, mzxid, ctime, mtime;
  int version, cversion, aversion;
};
int zoo_get(zhandle_t *zh, const char *path, int watch, char *buffer,
            int *buffer_len, struct Stat *stat);
int zoo_set(zhandle_t *zh, const char *path, const char *buffer, int buflen,
            int version);
}

static zhandle_t *handle;

Session::~Session() {}

bool Session::read(const std::string &path, Node &node) {
  char buffer[1024];
  int size = sizeof buffer;
  struct Stat stat;
  if (zoo_get(handle, path.c_str(), 0, buffer, &size, &stat) != 0)
    return false;
  node.value.assign(buffer, size);
  node.version = stat.version;
  return true;
}

bool Session::write(const std::string &path, const std::string &value,
                    int version) {
  return zoo_set(handle, path.c_str(), value.data(), value.size(), version) ==
         0;
}
