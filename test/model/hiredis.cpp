// PACKAGE: libhiredis-dev
// FLAGS:
#include <hiredis/hiredis.h>
#include <hiredis/async.h>
struct Any {
  template <class T> operator T() const;
};

void calls(Any a) {
  freeReplyObject(a); // MODEL: output
  redisCommand(a, a); // MODEL: store.command
  redisvCommand(a, a, a); // MODEL: store.command
  redisCommandArgv(a, a, a, a); // MODEL: store.command
  redisAsyncCommand(a, a, a, a); // MODEL: store.command
}
