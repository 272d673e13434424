/* The part of the kubernetes C client that this operator uses. */
#ifndef KUBE_API_H
#define KUBE_API_H

typedef struct listEntry_t {
    struct listEntry_t *nextListEntry;
    struct listEntry_t *prevListEntry;
    void *data;
} listEntry_t;

typedef struct list_t {
    listEntry_t *firstEntry;
    listEntry_t *lastEntry;
    long count;
} list_t;

typedef struct keyValuePair_t {
    char *key;
    void *value;
} keyValuePair_t;

typedef struct apiClient_t {
    char *basePath;
    void *sslConfig;
    long response_code;
} apiClient_t;

typedef struct v1_object_meta_t {
    list_t *annotations;
    list_t *labels;
    char *name;
    char *_namespace;
    char *resource_version;
    char *uid;
} v1_object_meta_t;

typedef struct v1_config_map_t {
    char *api_version;
    list_t *binary_data;
    list_t *data;
    int immutable;
    char *kind;
    struct v1_object_meta_t *metadata;
} v1_config_map_t;

list_t *list_createList(void);
void list_addElement(list_t *list, void *data);
keyValuePair_t *keyValuePair_create(char *key, void *value);
void v1_config_map_free(v1_config_map_t *map);

v1_config_map_t *CoreV1API_readNamespacedConfigMap(apiClient_t *apiClient, char *name, char *_namespace, char *pretty);
v1_config_map_t *CoreV1API_replaceNamespacedConfigMap(apiClient_t *apiClient, char *name, char *_namespace,
                                                      v1_config_map_t *body, char *pretty, char *dryRun,
                                                      char *fieldManager, char *fieldValidation);
v1_config_map_t *CoreV1API_createNamespacedConfigMap(apiClient_t *apiClient, char *_namespace, v1_config_map_t *body,
                                                     char *pretty, char *dryRun, char *fieldManager,
                                                     char *fieldValidation);
#endif
