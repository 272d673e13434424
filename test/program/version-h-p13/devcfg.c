// STD: gnu17
#include "devcfg.h"

#include <stdio.h>
#include <string.h>

static struct devcfg *lookup(struct devcfg_db *db, const char *id)
{
	int i;

	for (i = 0; i < db->ndev; i++)
		if (!strcmp(db->dev[i].id, id))
			return &db->dev[i];
	return NULL;
}

int devcfg_get(struct devcfg_db *db, const char *id, struct devcfg *out)
{
	struct devcfg *d;

	pthread_rwlock_rdlock(&db->lock);
	d = lookup(db, id);
	if (d)
		*out = *d;
	pthread_rwlock_unlock(&db->lock);
	return d ? DEVCFG_EOK : DEVCFG_ENOENT;
}

int devcfg_set_admin(struct devcfg_db *db, const char *id, int up, uint32_t expected_gen)
{
	struct devcfg *d;
	int rc = DEVCFG_EOK;

	pthread_rwlock_wrlock(&db->lock);
	d = lookup(db, id);
	if (!d) {
		rc = DEVCFG_ENOENT;
	} else if (d->gen != expected_gen) {
		rc = DEVCFG_ECONFLICT;
	} else {
		d->admin_up = up;
		d->gen++;
	}
	pthread_rwlock_unlock(&db->lock);
	return rc;
}

int devcfg_set_mtu(struct devcfg_db *db, const char *id, int mtu, uint32_t expected_gen)
{
	struct devcfg *d;
	int rc = DEVCFG_EOK;

	pthread_rwlock_rdlock(&db->lock);
	d = lookup(db, id);
	if (!d)
		rc = DEVCFG_ENOENT;
	else if (d->gen != expected_gen)
		rc = DEVCFG_ECONFLICT;
	pthread_rwlock_unlock(&db->lock);
	if (rc != DEVCFG_EOK)
		return rc;

	/* the driver may refuse; ask before taking the lock exclusively */
	if (netlink_probe_mtu(id, mtu) != 0)
		return DEVCFG_EINVAL;

	pthread_rwlock_wrlock(&db->lock);
	d = lookup(db, id);
	if (d) {
		d->mtu = mtu; // EXPECT: unchecked-version
		d->gen++;
	}
	pthread_rwlock_unlock(&db->lock);
	return d ? DEVCFG_EOK : DEVCFG_ENOENT;
}

int devcfg_set_descr(struct devcfg_db *db, const char *id, const char *descr, uint32_t expected_gen)
{
	struct devcfg *d;

	pthread_rwlock_wrlock(&db->lock);
	d = lookup(db, id);
	if (d) {
		snprintf(d->descr, sizeof(d->descr), "%s", descr);
		d->gen++; // EXPECT: unchecked-version
	}
	pthread_rwlock_unlock(&db->lock);
	return d ? DEVCFG_EOK : DEVCFG_ENOENT;
}
