// STD: gnu17
/* Keeps the list of issued certificates in one ConfigMap per namespace. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "k8s_min.h"

#define CM_NAME "issued-certificates"

static v1_config_map_t *new_config_map(const char *name, const char *ns)
{
    v1_config_map_t *cm = calloc(1, sizeof *cm);

    if (cm == NULL)
        return NULL;
    cm->metadata = calloc(1, sizeof *cm->metadata);
    if (cm->metadata == NULL) {
        free(cm);
        return NULL;
    }
    cm->api_version = strdup("v1");
    cm->kind = strdup("ConfigMap");
    cm->metadata->name = strdup(name);
    cm->metadata->_namespace = strdup(ns);
    cm->data = list_createList();
    return cm;
}

static void put_entry(v1_config_map_t *cm, const char *key, const char *value)
{
    list_addElement(cm->data, keyValuePair_create(strdup(key), strdup(value)));
}

int certs_record(apiClient_t *api, char *ns, const char *serial, const char *subject)
{
    v1_config_map_t *cur, *next, *stored;
    listEntry_t *e;
    int rc;

    cur = CoreV1API_readNamespacedConfigMap(api, CM_NAME, ns, NULL);
    if (cur == NULL)
        return -1;
    next = new_config_map(CM_NAME, ns);
    if (next == NULL) {
        v1_config_map_free(cur);
        return -1;
    }
    for (e = cur->data ? cur->data->firstEntry : NULL; e != NULL; e = e->nextListEntry) {
        keyValuePair_t *kv = e->data;
        put_entry(next, kv->key, kv->value);
    }
    put_entry(next, serial, subject);
    stored = CoreV1API_replaceNamespacedConfigMap(api, CM_NAME, ns, next, NULL, NULL, "certctl", NULL); // EXPECT-MISS: unversioned-write
    rc = stored != NULL && api->response_code == 200 ? 0 : -1;
    if (stored != NULL)
        v1_config_map_free(stored);
    v1_config_map_free(next);
    v1_config_map_free(cur);
    return rc;
}

int certs_revoke(apiClient_t *api, char *ns, const char *serial)
{
    v1_config_map_t *cur, *stored;
    listEntry_t *e;
    int tries;

    for (tries = 0; tries < 5; tries++) {
        cur = CoreV1API_readNamespacedConfigMap(api, CM_NAME, ns, NULL);
        if (cur == NULL)
            return -1;
        for (e = cur->data ? cur->data->firstEntry : NULL; e != NULL; e = e->nextListEntry) {
            keyValuePair_t *kv = e->data;
            if (strcmp(kv->key, serial) == 0) {
                free(kv->value);
                kv->value = strdup("revoked");
            }
        }
        stored = CoreV1API_replaceNamespacedConfigMap(api, CM_NAME, ns, cur, NULL, NULL, "certctl", NULL);
        v1_config_map_free(cur);
        if (stored != NULL) {
            v1_config_map_free(stored);
            return 0;
        }
        if (api->response_code != 409)
            break;
    }
    fprintf(stderr, "revoke %s: status %ld\n", serial, api->response_code);
    return -1;
}

int certs_init(apiClient_t *api, char *ns)
{
    v1_config_map_t *cm = new_config_map(CM_NAME, ns), *stored;

    if (cm == NULL)
        return -1;
    stored = CoreV1API_createNamespacedConfigMap(api, ns, cm, NULL, NULL, "certctl", NULL);
    v1_config_map_free(cm);
    if (stored == NULL)
        return api->response_code == 409 ? 0 : -1;
    v1_config_map_free(stored);
    return 0;
}
