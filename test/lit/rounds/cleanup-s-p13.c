// RUN: %tocsin %s
// STD: gnu17
/* Firewall rulesets. Packet threads take the current set for one batch; older
 * generations remain listed until the control thread retires them. */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/queue.h>

struct ruleset {
	SLIST_ENTRY(ruleset) link;
	uint64_t generation;
	unsigned refs;
	void *code;
	size_t code_len;
};

SLIST_HEAD(ruleset_list, ruleset);

struct firewall {
	pthread_mutex_t lock;
	struct ruleset *current;
	struct ruleset_list old;
	uint64_t next_generation;
};

struct ruleset *ruleset_acquire(struct firewall *fw)
{
	struct ruleset *rs;

	pthread_mutex_lock(&fw->lock);
	rs = fw->current;
	if (rs)
		rs->refs++;
	pthread_mutex_unlock(&fw->lock);
	return rs;
}

void ruleset_release(struct firewall *fw, struct ruleset *rs)
{
	pthread_mutex_lock(&fw->lock);
	rs->refs--;
	pthread_mutex_unlock(&fw->lock);
}

static void ruleset_unmap(struct ruleset *rs)
{
	munmap(rs->code, rs->code_len);
	free(rs);
}

static void retire_locked(struct firewall *fw)
{
	struct ruleset *rs = SLIST_FIRST(&fw->old);
	struct ruleset_list keep = SLIST_HEAD_INITIALIZER(keep);

	while (rs) {
		struct ruleset *next = SLIST_NEXT(rs, link);

		if (rs->generation + 1 < fw->current->generation)
			ruleset_unmap(rs); // EXPECT: timestamp-cleanup
		else
			SLIST_INSERT_HEAD(&keep, rs, link);
		rs = next;
	}
	fw->old = keep;
}

int firewall_install(struct firewall *fw, const void *code, size_t len)
{
	struct ruleset *rs = calloc(1, sizeof(*rs));

	if (!rs)
		return -1;
	rs->code_len = len;
	rs->code = mmap(NULL, len, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (rs->code == MAP_FAILED) {
		free(rs);
		return -1;
	}
	memcpy(rs->code, code, len);
	mprotect(rs->code, len, PROT_READ | PROT_EXEC);

	pthread_mutex_lock(&fw->lock);
	rs->generation = ++fw->next_generation;
	if (fw->current)
		SLIST_INSERT_HEAD(&fw->old, fw->current, link);
	fw->current = rs;
	retire_locked(fw);
	pthread_mutex_unlock(&fw->lock);
	return 0;
}

void firewall_trim(struct firewall *fw)
{
	struct ruleset *rs, *next;
	struct ruleset_list keep = SLIST_HEAD_INITIALIZER(keep);

	pthread_mutex_lock(&fw->lock);
	for (rs = SLIST_FIRST(&fw->old); rs; rs = next) {
		next = SLIST_NEXT(rs, link);
		if (rs->refs == 0 && rs->generation < fw->current->generation)
			ruleset_unmap(rs);
		else
			SLIST_INSERT_HEAD(&keep, rs, link);
	}
	fw->old = keep;
	pthread_mutex_unlock(&fw->lock);
}

static int run_batch(struct firewall *fw, unsigned char *pkt, size_t n)
{
	struct ruleset *rs = ruleset_acquire(fw);
	int verdict = 0;

	if (!rs)
		return 0;
	for (size_t i = 0; i < n && i < rs->code_len; i++)
		verdict |= pkt[i] & ((unsigned char *)rs->code)[i];
	ruleset_release(fw, rs);
	return verdict;
}

void *packet_thread(void *arg)
{
	unsigned char pkt[64] = {0};

	while (run_batch(arg, pkt, sizeof(pkt)) >= 0)
		;
	return NULL;
}
