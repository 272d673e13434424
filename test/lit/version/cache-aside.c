// RUN: %tocsin %s
// REQUIRES: stores
// A value that was looked up elsewhere and is kept for the next to ask marks
// nothing, whatever its key is called; a mark that work was done is one.
#include <hiredis/hiredis.h>
#include <string.h>

char *loadOrder(int Id);
int ship(int Id);

char *order(redisContext *C, int Id) {
  redisReply *R = redisCommand(C, "GET order:%d", Id);
  if (R && R->type == REDIS_REPLY_STRING) {
    char *Copy = strdup(R->str);
    freeReplyObject(R);
    return Copy;
  }
  freeReplyObject(R);
  char *Text = loadOrder(Id);
  if (!Text)
    return NULL;
  R = redisCommand(C, "SET order:%d %s EX 60", Id, Text);
  freeReplyObject(R);
  return Text;
}

int guilty(redisContext *C, int Id) {
  redisReply *R = redisCommand(C, "GET order:%d", Id);
  int Done = R && R->type == REDIS_REPLY_STRING;
  freeReplyObject(R);
  if (Done || ship(Id))
    return -1;
  R = redisCommand(C, "SET order:%d shipped", Id); // EXPECT: unversioned-write
  freeReplyObject(R);
  return 0;
}

int corrected(redisContext *C, int Id) {
  redisReply *R = redisCommand(C, "SET order:%d shipped NX", Id);
  int Mine = R && R->type == REDIS_REPLY_STATUS;
  freeReplyObject(R);
  return Mine ? ship(Id) : -1;
}
