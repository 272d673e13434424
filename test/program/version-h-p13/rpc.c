// STD: gnu17
#include "devcfg.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct rpc_request {
	const char *method;
	const char *device;
	const char *value;
	uint32_t    if_match;
};

static int rpc_status(int rc)
{
	switch (rc) {
	case DEVCFG_EOK:       return 200;
	case DEVCFG_ENOENT:    return 404;
	case DEVCFG_ECONFLICT: return 409;
	default:               return 400;
	}
}

static int rpc_dispatch(struct devcfg_db *db, const struct rpc_request *r)
{
	if (!strcmp(r->method, "mtu"))
		return devcfg_set_mtu(db, r->device, atoi(r->value), r->if_match);
	if (!strcmp(r->method, "admin"))
		return devcfg_set_admin(db, r->device, !strcmp(r->value, "up"), r->if_match);
	if (!strcmp(r->method, "descr"))
		return devcfg_set_descr(db, r->device, r->value, r->if_match);
	return DEVCFG_EINVAL;
}

struct session {
	struct devcfg_db  *db;
	struct rpc_request req;
	int                status;
};

static void *session_main(void *arg)
{
	struct session *s = arg;

	s->status = rpc_status(rpc_dispatch(s->db, &s->req));
	return NULL;
}

int rpc_serve(struct session *s, int n)
{
	pthread_t tid[16];
	int i, started = 0;

	for (i = 0; i < n && i < 16; i++, started++)
		if (pthread_create(&tid[i], NULL, session_main, &s[i]) != 0)
			break;
	for (i = 0; i < started; i++)
		pthread_join(tid[i], NULL);
	return started;
}

int netlink_probe_mtu(const char *id, int mtu)
{
	(void)id;
	return mtu >= 576 && mtu <= 9216 ? 0 : -1;
}
