/* Subset of kubernetes-client/c used by the certificate controller. */
#ifndef K8S_MIN_H
#define K8S_MIN_H

typedef struct listEntry_s { void *data; struct listEntry_s *nextListEntry; } listEntry_t;
typedef struct list_s { listEntry_t *firstEntry; listEntry_t *lastEntry; long count; } list_t;
typedef struct { char *key; void *value; } keyValuePair_t;

typedef struct {
    list_t *annotations;
    list_t *labels;
    char *name;
    char *_namespace;
    char *resource_version;
    char *uid;
} v1_object_meta_t;

typedef struct {
    char *api_version;
    char *kind;
    list_t *data;
    int immutable;
    v1_object_meta_t *metadata;
} v1_config_map_t;

typedef struct { long response_code; char *basePath; void *data; } apiClient_t;

list_t *list_createList(void);
void list_addElement(list_t *l, void *data);
keyValuePair_t *keyValuePair_create(char *key, void *value);
void v1_config_map_free(v1_config_map_t *cm);

v1_config_map_t *CoreV1API_readNamespacedConfigMap(apiClient_t *api, char *name, char *ns, char *pretty);
v1_config_map_t *CoreV1API_replaceNamespacedConfigMap(apiClient_t *api, char *name, char *ns,
                                                      v1_config_map_t *body, char *pretty, char *dryRun,
                                                      char *fieldManager, char *fieldValidation);
v1_config_map_t *CoreV1API_createNamespacedConfigMap(apiClient_t *api, char *ns, v1_config_map_t *body,
                                                     char *pretty, char *dryRun, char *fieldManager,
                                                     char *fieldValidation);
#endif
