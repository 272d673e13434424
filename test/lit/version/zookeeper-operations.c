// RUN: %tocsin %s
// REQUIRES: stores
// Operations that are sent together: each has a version of its own, unless one
// of them checks for all.
#define THREADED 1
#include <stdio.h>
#include <stdlib.h>
#include <zookeeper/zookeeper.h>

static int get(zhandle_t *zh, const char *path, struct Stat *st) {
  char buf[64];
  int len = sizeof buf - 1;
  if (zoo_get(zh, path, 0, buf, &len, st) != ZOK)
    return -1;
  return atoi(buf);
}

int guilty(zhandle_t *zh, const char *path) {
  zoo_op_t ops[2];
  zoo_op_result_t res[2];
  struct Stat st;
  char text[32];
  snprintf(text, sizeof text, "%d", get(zh, path, &st) + 1);
  zoo_create_op_init(&ops[0], "/log/", "", 0, NULL, ZOO_SEQUENCE, NULL, 0);
  zoo_set_op_init(&ops[1], path, text, sizeof text, -1, NULL); // EXPECT: unversioned-write
  return zoo_multi(zh, 2, ops, res);
}

int corrected(zhandle_t *zh, const char *path) {
  zoo_op_t ops[1];
  zoo_op_result_t res[1];
  struct Stat st;
  char text[32];
  snprintf(text, sizeof text, "%d", get(zh, path, &st) + 1);
  zoo_set_op_init(&ops[0], path, text, sizeof text, st.version, NULL);
  return zoo_multi(zh, 1, ops, res);
}

int checked(zhandle_t *zh, const char *path, int epoch) {
  zoo_op_t ops[2];
  zoo_op_result_t res[2];
  struct Stat st;
  char text[32];
  snprintf(text, sizeof text, "%d", get(zh, path, &st) + 1);
  zoo_check_op_init(&ops[0], "/epoch", epoch);
  zoo_set_op_init(&ops[1], path, text, sizeof text, -1, NULL);
  return zoo_multi(zh, 2, ops, res);
}
