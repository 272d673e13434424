// STD: gnu17
#include "members.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void members_name(char *out, size_t cap, const char *cluster)
{
    snprintf(out, cap, "%s-members", cluster);
}

static keyValuePair_t *find_pod(list_t *data, const char *pod)
{
    for (listEntry_t *e = data ? data->firstEntry : NULL; e; e = e->nextListEntry) {
        keyValuePair_t *kv = e->data;
        if (strcmp(kv->key, pod) == 0)
            return kv;
    }
    return NULL;
}

static list_t *copy_data(list_t *from)
{
    list_t *to = list_createList();
    for (listEntry_t *e = from ? from->firstEntry : NULL; e; e = e->nextListEntry) {
        keyValuePair_t *kv = e->data;
        list_addElement(to, keyValuePair_create(strdup(kv->key), strdup(kv->value)));
    }
    return to;
}

static v1_config_map_t *members_object(const char *name, const char *ns, list_t *data)
{
    v1_config_map_t *m = calloc(1, sizeof *m);
    m->metadata = calloc(1, sizeof *m->metadata);
    m->api_version = strdup("v1");
    m->kind = strdup("ConfigMap");
    m->metadata->name = strdup(name);
    m->metadata->_namespace = strdup(ns);
    m->data = data;
    return m;
}

int members_join(apiClient_t *api, char *ns, const char *cluster, const char *pod)
{
    char name[128];
    v1_config_map_t *cur, *next, *stored;
    list_t *data;

    members_name(name, sizeof name, cluster);
    cur = CoreV1API_readNamespacedConfigMap(api, name, ns, NULL);
    if (!cur) {
        data = list_createList();
        list_addElement(data, keyValuePair_create(strdup(pod), strdup("primary")));
        next = members_object(name, ns, data);
        stored = CoreV1API_createNamespacedConfigMap(api, ns, next, NULL, NULL, NULL, NULL);
        v1_config_map_free(next);
        return stored ? 0 : -1;
    }
    if (find_pod(cur->data, pod)) {
        v1_config_map_free(cur);
        return 0;
    }
    data = copy_data(cur->data);
    list_addElement(data, keyValuePair_create(strdup(pod), strdup("replica")));
    v1_config_map_free(cur);

    next = members_object(name, ns, data);
    stored = CoreV1API_replaceNamespacedConfigMap(api, name, ns, next, NULL, NULL, NULL, NULL); // EXPECT-MISS: unversioned-write
    v1_config_map_free(next);
    if (!stored) {
        fprintf(stderr, "members: %s: HTTP %ld\n", name, api->response_code);
        return -1;
    }
    v1_config_map_free(stored);
    return 0;
}

int members_set_role(apiClient_t *api, char *ns, const char *cluster, const char *pod, const char *role)
{
    char name[128];

    members_name(name, sizeof name, cluster);
    for (int i = 0; i < 5; i++) {
        v1_config_map_t *cur = CoreV1API_readNamespacedConfigMap(api, name, ns, NULL);
        v1_config_map_t *stored;
        keyValuePair_t *kv = cur ? find_pod(cur->data, pod) : NULL;

        if (!kv) {
            v1_config_map_free(cur);
            return -1;
        }
        free(kv->value);
        kv->value = strdup(role);
        stored = CoreV1API_replaceNamespacedConfigMap(api, name, ns, cur, NULL, NULL, NULL, NULL);
        v1_config_map_free(cur);
        if (stored) {
            v1_config_map_free(stored);
            return 0;
        }
        if (api->response_code != 409)
            return -1;
    }
    return -1;
}
