#ifndef AGENT_TRUST_H
#define AGENT_TRUST_H

enum trust_verdict { TRUST_YES, TRUST_MISSING, TRUST_OWNER, TRUST_MODE, TRUST_TYPE };

/* Only files that root alone can change may run inside the agent. */
enum trust_verdict module_trust(const char *path);
const char *trust_text(enum trust_verdict v);

#endif
