// RUN: %tocsin %s
// STD: gnu17
// The version travels in the object: one that is made anew from what was read
// has none, one that is sent back has it still.
#include <stdlib.h>
#include <string.h>

struct meta {
  char *name, *resource_version;
};
struct map {
  struct meta *metadata;
  char *data;
};
struct api {
  long response_code;
};
struct map *CoreV1API_readNamespacedConfigMap(struct api *, char *name,
                                              char *ns, char *pretty);
struct map *CoreV1API_replaceNamespacedConfigMap(struct api *, char *name,
                                                 char *ns, struct map *body,
                                                 char *, char *, char *,
                                                 char *);

int anew(struct api *api, char *name, char *ns) {
  struct map *old = CoreV1API_readNamespacedConfigMap(api, name, ns, NULL);
  struct map *next = calloc(1, sizeof *next);
  next->metadata = calloc(1, sizeof *next->metadata);
  next->metadata->name = strdup(name);
  next->data = strdup(old->data);
  return CoreV1API_replaceNamespacedConfigMap(api, name, ns, next, NULL, NULL, // EXPECT: unversioned-write
                                              NULL, NULL) != NULL;
}

int cleared(struct api *api, char *name, char *ns) {
  struct map *old = CoreV1API_readNamespacedConfigMap(api, name, ns, NULL);
  old->data[0] = '#';
  old->metadata->resource_version = NULL;
  return CoreV1API_replaceNamespacedConfigMap(api, name, ns, old, NULL, NULL, // EXPECT: unversioned-write
                                              NULL, NULL) != NULL;
}

int takenOver(struct api *api, char *name, char *ns) {
  struct map *old = CoreV1API_readNamespacedConfigMap(api, name, ns, NULL);
  struct map *next = calloc(1, sizeof *next);
  next->metadata = calloc(1, sizeof *next->metadata);
  next->metadata->name = strdup(name);
  next->metadata->resource_version = strdup(old->metadata->resource_version);
  next->data = strdup(old->data);
  return CoreV1API_replaceNamespacedConfigMap(api, name, ns, next, NULL, NULL,
                                              NULL, NULL) != NULL;
}

int sentBack(struct api *api, char *name, char *ns) {
  struct map *old = CoreV1API_readNamespacedConfigMap(api, name, ns, NULL);
  old->data[0] = '#';
  return CoreV1API_replaceNamespacedConfigMap(api, name, ns, old, NULL, NULL,
                                              NULL, NULL) != NULL;
}
