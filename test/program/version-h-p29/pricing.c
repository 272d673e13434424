// STD: gnu17
#include "orders.h"

#include <stdio.h>

enum order_rc order_discount(mongoc_collection_t *c, const char *id, int percent)
{
	struct order o;
	enum order_rc rc;
	int attempt;

	for (attempt = 0; attempt < 6; attempt++) {
		rc = order_load(c, id, &o);
		if (rc != ORDER_OK)
			return rc;
		rc = order_replace_total(c, &o, o.total - o.total * percent / 100);
		if (rc != ORDER_CHANGED)
			break;
	}
	if (rc == ORDER_OK) {
		char note[64];

		snprintf(note, sizeof(note), "%d%% discount", percent);
		order_add_note(c, id, note);
	}
	return rc;
}
