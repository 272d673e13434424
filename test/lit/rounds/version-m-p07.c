// RUN: %tocsin %s
// STD: gnu17
/* setpoint.c - setpoints of the building controller; HMI, scheduler and cloud link write them */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define NPOINTS 512

struct setpoint {
	double value;
	double low, high;
	uint32_t revision;
	char writer[16];
};

struct bus_ops {
	int (*probe)(void *bus, unsigned point, double *measured);
	int (*push)(void *bus, unsigned point, double value);
};

static struct {
	pthread_mutex_t lock;
	struct setpoint p[NPOINTS];
	const struct bus_ops *ops;
	void *bus;
} sp = { .lock = PTHREAD_MUTEX_INITIALIZER };

int sp_read(unsigned n, struct setpoint *out)
{
	if (n >= NPOINTS)
		return -EINVAL;
	pthread_mutex_lock(&sp.lock);
	*out = sp.p[n];
	pthread_mutex_unlock(&sp.lock);
	return 0;
}

/* caller holds sp.lock */
static void commit_value(struct setpoint *p, double v, const char *who)
{
	p->value = v < p->low ? p->low : v > p->high ? p->high : v;
	p->revision++;
	snprintf(p->writer, sizeof p->writer, "%s", who);
}

int sp_write(unsigned n, double v, uint32_t expected_revision, const char *who)
{
	int rc = 0;

	if (n >= NPOINTS)
		return -EINVAL;
	pthread_mutex_lock(&sp.lock);
	if (sp.p[n].revision != expected_revision)
		rc = -ESTALE;
	else
		commit_value(&sp.p[n], v, who);
	pthread_mutex_unlock(&sp.lock);
	return rc;
}

/* the caller has seen the range that belongs to expected_revision */
int sp_set_range(unsigned n, double low, double high, uint32_t expected_revision)
{
	struct setpoint *p;

	if (n >= NPOINTS || low > high)
		return -EINVAL;
	(void)expected_revision;
	pthread_mutex_lock(&sp.lock);
	p = &sp.p[n];
	p->low = low; // EXPECT: unchecked-version
	p->high = high;
	p->revision++;
	pthread_mutex_unlock(&sp.lock);
	return 0;
}

/* move towards the target only if the sensor on the bus agrees */
int sp_ramp(unsigned n, double target, uint32_t expected_revision)
{
	double measured;
	int rc;

	if (n >= NPOINTS)
		return -EINVAL;
	pthread_mutex_lock(&sp.lock);
	if (sp.p[n].revision != expected_revision) {
		pthread_mutex_unlock(&sp.lock);
		return -ESTALE;
	}
	pthread_mutex_unlock(&sp.lock);

	rc = sp.ops->probe(sp.bus, n, &measured);
	if (rc)
		return rc;

	pthread_mutex_lock(&sp.lock);
	commit_value(&sp.p[n], (measured + target) / 2.0, "ramp"); // EXPECT: unchecked-version
	pthread_mutex_unlock(&sp.lock);
	return 0;
}

/* same dance for the calibration offset */
int sp_calibrate(unsigned n, uint32_t expected_revision)
{
	double measured;
	int rc;

	if (n >= NPOINTS)
		return -EINVAL;
	pthread_mutex_lock(&sp.lock);
	rc = sp.p[n].revision == expected_revision ? 0 : -ESTALE;
	pthread_mutex_unlock(&sp.lock);
	if (rc)
		return rc;
	if ((rc = sp.ops->probe(sp.bus, n, &measured)) != 0)
		return rc;
	pthread_mutex_lock(&sp.lock);
	if (sp.p[n].revision == expected_revision)
		commit_value(&sp.p[n], measured, "calibrate");
	else
		rc = -ESTALE;
	pthread_mutex_unlock(&sp.lock);
	return rc;
}

/* panel button: last press wins by design, no revision comes with it */
int sp_override(unsigned n, double v)
{
	if (n >= NPOINTS)
		return -EINVAL;
	pthread_mutex_lock(&sp.lock);
	commit_value(&sp.p[n], v, "panel");
	pthread_mutex_unlock(&sp.lock);
	return sp.ops->push(sp.bus, n, v);
}
