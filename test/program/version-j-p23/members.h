#ifndef MEMBERS_H
#define MEMBERS_H
#include "kube_api.h"

/* Member list of a database cluster, kept in a config map "<cluster>-members":
 * pod name -> role. Several operator replicas and the pods' init containers
 * write it. */
int members_join(apiClient_t *api, char *ns, const char *cluster, const char *pod);
int members_set_role(apiClient_t *api, char *ns, const char *cluster, const char *pod, const char *role);

#endif
