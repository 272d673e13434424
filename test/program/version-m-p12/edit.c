// STD: gnu17
#include "doc.h"
#include <stdio.h>
#include <string.h>

static bool substitute(const char *in, const char *what, const char *with, char *out, size_t n)
{
	const char *hit = strstr(in, what);
	int len;

	if (!hit)
		return false;
	len = snprintf(out, n, "%.*s%s%s", (int)(hit - in), in, with, hit + strlen(what));
	return len >= 0 && (size_t)len < n;
}

int edit_replace(const char *id, const char *what, const char *with)
{
	char text[DOC_MAX];
	struct doc d;
	int rc;

	do {
		rc = doc_get(id, &d);
		if (rc != DOC_OK)
			return rc;
		if (!substitute(d.text, what, with, text, sizeof text))
			return DOC_OK;
		rc = doc_put_if(id, text, d.rev);
	} while (rc == DOC_CONFLICT);
	return rc;
}

/* the browser sends the revision it started from */
int edit_submit(const char *id, const char *text, uint64_t base_rev, char *msg, unsigned n)
{
	struct doc now;
	int rc = doc_put_if(id, text, base_rev);

	msg[0] = '\0';
	if (rc == DOC_CONFLICT && doc_get(id, &now) == DOC_OK)
		snprintf(msg, n, "revision %llu is newer than yours (%llu)", (unsigned long long)now.rev,
			 (unsigned long long)base_rev);
	return rc;
}

/* the mirror's text is authoritative */
int edit_import(const char *id, const char *text)
{
	struct doc old;
	int rc;

	if (doc_get(id, &old) == DOC_OK)
		printf("import: %s replaces revision %llu\n", id, (unsigned long long)old.rev);
	rc = doc_put(id, text);
	return rc == DOC_MISSING ? doc_insert(id, text) : rc;
}

int edit_fork(const char *id, const char *new_id)
{
	struct doc d;
	int rc = doc_get(id, &d);

	return rc == DOC_OK ? doc_insert(new_id, d.text) : rc;
}

int edit_sign(const char *id, const char *who)
{
	char line[80];

	snprintf(line, sizeof line, "\n-- %s", who);
	return doc_append(id, line);
}
