// STD: gnu17
#include "doc.h"
#include <stdio.h>
#include <string.h>

#define NDOC 1024
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct doc docs[NDOC];

/* lock held */
static struct doc *find(const char *id)
{
	for (int i = 0; i < NDOC; i++)
		if (docs[i].rev && !strcmp(docs[i].id, id))
			return &docs[i];
	return NULL;
}

/* lock held */
static int assign(struct doc *d, const char *text)
{
	if (strlen(text) >= sizeof d->text)
		return DOC_TOO_BIG;
	strcpy(d->text, text);
	d->rev++;
	return DOC_OK;
}

int doc_get(const char *id, struct doc *out)
{
	struct doc *d;

	pthread_mutex_lock(&lock);
	d = find(id);
	if (d)
		*out = *d;
	pthread_mutex_unlock(&lock);
	return d ? DOC_OK : DOC_MISSING;
}

int doc_insert(const char *id, const char *text)
{
	int i, rc = DOC_TOO_BIG;

	pthread_mutex_lock(&lock);
	if (find(id)) {
		pthread_mutex_unlock(&lock);
		return DOC_EXISTS;
	}
	for (i = 0; i < NDOC; i++)
		if (!docs[i].rev) {
			snprintf(docs[i].id, sizeof docs[i].id, "%s", id);
			rc = assign(&docs[i], text);
			break;
		}
	pthread_mutex_unlock(&lock);
	return rc;
}

int doc_put(const char *id, const char *text)
{
	struct doc *d;
	int rc;

	pthread_mutex_lock(&lock);
	d = find(id);
	rc = d ? assign(d, text) : DOC_MISSING;
	pthread_mutex_unlock(&lock);
	return rc;
}

int doc_put_if(const char *id, const char *text, uint64_t base_rev)
{
	struct doc *d;
	int rc;

	pthread_mutex_lock(&lock);
	d = find(id);
	if (!d)
		rc = DOC_MISSING;
	else if (d->rev != base_rev)
		rc = DOC_CONFLICT;
	else
		rc = assign(d, text);
	pthread_mutex_unlock(&lock);
	return rc;
}

int doc_append(const char *id, const char *text)
{
	struct doc *d;
	int rc = DOC_MISSING;

	pthread_mutex_lock(&lock);
	d = find(id);
	if (d && strlen(d->text) + strlen(text) < sizeof d->text) {
		strcat(d->text, text);
		d->rev++;
		rc = DOC_OK;
	}
	pthread_mutex_unlock(&lock);
	return rc;
}
