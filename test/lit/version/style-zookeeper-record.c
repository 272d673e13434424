// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
#define THREADED
#include <zookeeper/zookeeper.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct node { char data[256]; int len; int version; };
static int node_read(zhandle_t *zh, const char *path, struct node *n) {
  struct Stat st;
  n->len = sizeof n->data - 1;
  int rc = zoo_get(zh, path, 0, n->data, &n->len, &st);
  if (rc == ZOK) { n->data[n->len] = 0; n->version = st.version; }
  return rc;
}
static int node_write(zhandle_t *zh, const char *path, const struct node *n) {
  return zoo_set(zh, path, n->data, n->len, n->version);
}
int node_incr(zhandle_t *zh, const char *path) {
  struct node n;
  int rc = node_read(zh, path, &n);
  if (rc != ZOK) return rc;
  n.len = snprintf(n.data, sizeof n.data, "%d", atoi(n.data) + 1);
  return node_write(zh, path, &n);
}
int node_incr_force(zhandle_t *zh, const char *path) {
  struct node n;
  int rc = node_read(zh, path, &n);
  if (rc != ZOK) return rc;
  n.len = snprintf(n.data, sizeof n.data, "%d", atoi(n.data) + 1);
  n.version = -1;
  return node_write(zh, path, &n); // EXPECT: unversioned-write
}
int node_incr_quiet(zhandle_t *zh, const char *path) {
  struct node n;
  if (node_read(zh, path, &n) != ZOK) return -1;
  n.len = snprintf(n.data, sizeof n.data, "%d", atoi(n.data) + 1);
  node_write(zh, path, &n); // EXPECT: ignored-conflict
  return 0;
}
int copy_node(zhandle_t *zh, const char *from, const char *to) {
  struct node n;
  if (node_read(zh, from, &n) != ZOK) return -1;
  n.version = -1;
  return node_write(zh, to, &n);
}
int toggle(zhandle_t *zh, const char *path) {
  struct node n;
  if (node_read(zh, path, &n) != ZOK) return -1;
  const char *next = strcmp(n.data, "on") == 0 ? "off" : "on";
  return zoo_set(zh, path, next, (int)strlen(next), -1); // EXPECT: unversioned-write
}
